import type { HeadedPassage } from '@/lib/ml/text/asking';

const [fewestWords, mostWords] = [60, 120] as const;

/**
 * A text as passages of some paragraphs, each under the headings that lead to it – lines with # before them, as in Markdown. Code between
 * fences is left out.
 */
export function sectionsOf(text: string): HeadedPassage[] {
  const found: HeadedPassage[] = [];
  let headings: string[] = [];
  let open: string[] = [];
  const close = (): void => {
    const joined = open.join(' ');
    if (countWords(joined) >= 12) found.push({ title: headings[0] ?? '', headings: headings.slice(1), text: joined });
    open = [];
  };
  for (const block of text.replaceAll(/^```[\s\S]*?^```$/gm, '').split(/\n\s*\n|\n(?=#{1,6} )|(?<=^#{1,6} .*)\n/m)) {
    const heading = /^(#{1,6})\s+(.+)$/.exec(block.trim());
    if (heading) {
      close();
      headings = [...headings.slice(0, heading[1].length - 1), heading[2].replaceAll(/[`*_]/g, '')];
      continue;
    }
    const paragraph = block.replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim();
    if (paragraph === '') continue;
    if (open.length > 0 && countWords(open.join(' ')) + countWords(paragraph) > mostWords) close();
    open.push(paragraph);
    if (countWords(open.join(' ')) >= fewestWords) close();
  }
  close();
  return found;
}

function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
