import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';

const [passages, chosenBy, fewestWords, mostWords] = [40, 24, 40, 90] as const;

interface Prose {
  readonly id: string;
  readonly text: string;
}

/**
 * Passages of prose by others, always the same for the same source: from a folder of Markdown its explanations without code, from a
 * text file its paragraphs. Some to measure on, and others, where there are more, by which the strength of what was learned is chosen.
 */
export async function readGeneralProse(source: string): Promise<{ measured: Prose[]; chosenBy: Prose[] }> {
  const folder = (await stat(source)).isDirectory();
  const files = folder
    ? (await readdir(source, { recursive: true })).filter((file) => file.includes(path.sep) && file.endsWith('.md')).sort().map((file) => path.join(source, file)) // prettier-ignore
    : [source];
  const found: string[] = [];
  for (const file of createRng(1).shuffle(files)) {
    found.push(...paragraphsOf(await readFile(file, 'utf8')).slice(0, folder ? 1 : Infinity));
    if (found.length >= passages + chosenBy) break;
  }
  const named = found.map((text) => ({ id: createHash('sha256').update(text).digest('hex').slice(0, 12), text }));
  return { measured: named.slice(0, passages), chosenBy: named.slice(passages, passages + chosenBy) };
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
