import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';

const [passages, fewestWords, mostWords] = [40, 40, 90] as const;

/**
 * Passages of prose by others, always the same for the same source: from a folder of Markdown its explanations without code, from a
 * text file its paragraphs.
 */
export async function readGeneralProse(source: string): Promise<{ id: string; text: string }[]> {
  const folder = (await stat(source)).isDirectory();
  const files = folder
    ? (await readdir(source, { recursive: true })).filter((file) => file.includes(path.sep) && file.endsWith('.md')).sort().map((file) => path.join(source, file)) // prettier-ignore
    : [source];
  const found: string[] = [];
  for (const file of createRng(1).shuffle(files)) {
    found.push(...paragraphsOf(await readFile(file, 'utf8')).slice(0, folder ? 1 : Infinity));
    if (found.length >= passages) break;
  }
  return found.slice(0, passages).map((text) => ({ id: createHash('sha256').update(text).digest('hex').slice(0, 12), text }));
}

/** Paragraphs of whole sentences, of a good length or joined until they have it. */
function paragraphsOf(source: string): string[] {
  const prose = source
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replaceAll(/```[\s\S]*?```/g, '\n\n')
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .replaceAll(/[`*_]|\[(.*?)\]\(.*?\)/g, '$1')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ) // prettier-ignore
    .filter((paragraph) => /^[\p{L}"“]/u.test(paragraph) && /[.!?]["”]?$/.test(paragraph));
  const joined: string[] = [];
  let open: string[] = [];
  for (const paragraph of prose) {
    open.push(paragraph);
    const words = open.join(' ').split(' ');
    if (words.length < fewestWords) continue;
    joined.push(words.slice(0, mostWords).join(' '));
    open = [];
  }
  return joined;
}
