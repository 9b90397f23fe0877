import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { fictionShards, readFiction } from './fiction';

let folder: string;
const record = (book: string, genre: string, chapter: number) => ({
  book,
  author: 'A. Writer',
  genres: [genre],
  title: `${chapter}`,
  text: `Chapter ${chapter} of ${book}.`,
  licence: 'CC0-1.0',
  words: 100,
  level: 1,
});
const books = (genre: string, count: number) =>
  Array.from({ length: count }, (_, i) => [0, 1, 2].map((chapter) => record(`${genre} ${i}`, genre, chapter))).flat();

async function writeShards(lines: readonly string[]): Promise<void> {
  for (const [shard, file] of Object.entries(fictionShards)) {
    await writeFile(path.join(folder, file), gzipSync(shard === 'plain' ? lines.join('\n') : ''));
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fiction-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('readFiction', () => {
  it('holds out whole books of each genre, the same whatever the order of the records', async () => {
    const records = [...books('mystery', 12), ...books('horror', 9)];
    const partsOf = async (order: typeof records) => {
      await writeShards(order.map((line) => JSON.stringify(line)));
      const { plain } = await readFiction(folder);
      const parts = new Map<string, Set<string>>();
      for (const { book, part } of plain) parts.set(book, (parts.get(book) ?? new Set()).add(part));
      return parts;
    };
    const parts = await partsOf(records);
    for (const [, own] of parts) expect(own.size).toBe(1);
    for (const genre of ['mystery', 'horror']) {
      const count = (part: string) => [...parts].filter(([book, own]) => book.startsWith(genre) && own.has(part)).length;
      expect(count('test')).toBe(2);
      expect(count('validation')).toBe(1);
    }
    const sorted = (map: Map<string, Set<string>>) => [...map].map(([book, [part]]) => `${book}: ${part}`).sort();
    expect(sorted(await partsOf(createRng(1).shuffle(records)))).toEqual(sorted(parts));
  });

  it('never holds out a book that is most of its genre', async () => {
    await writeShards([...books('romance', 1)].map((line) => JSON.stringify(line)));
    const { plain } = await readFiction(folder);
    expect(new Set(plain.map(({ part }) => part))).toEqual(new Set(['train']));
  });

  it('says which line of which file is wrong, and where a shard is missing', async () => {
    await writeShards(['{"book": "B"}']);
    await expect(readFiction(folder)).rejects.toThrow(/plain.*line 1/s);
    await expect(readFiction(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not_found' });
  });
});
