import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { genres } from '@/lib/vocabulary/genres';
import { readLines } from './json-lines';

const recordSchema = z.object({
  book: z.string(),
  author: z.string(),
  genres: z.array(z.string()).min(1),
  title: z.string(),
  text: z.string(),
  licence: z.string(),
  words: z.int(),
  level: z.int(),
});

/** A story or chapter. `part` is its book's: the books of a part are in no other. */
export type Fiction = z.output<typeof recordSchema> & { readonly part: FictionPart };

/** `train` teaches, `validation` is looked at while training, `test` measures and fits judges. */
export type FictionPart = 'train' | 'validation' | 'test';

export const fictionShards = {
  tiny: 'fiction-0-tinystories.jsonl.gz',
  simple: 'fiction-1-simple.jsonl.gz',
  plain: 'fiction-2-plain.jsonl.gz',
  literary: 'fiction-3-literary.jsonl.gz',
} as const;
export type FictionShard = keyof typeof fictionShards;

/** Shares of a genre's words that are kept out, and whole books of it at the least. */
const keptOut = { test: { share: 0.06, books: 2 }, validation: { share: 0.02, books: 1 } } as const;

/**
 * Reads every shard of a folder (JSON lines, gzip) and assigns whole books to the parts, in the order of a hash of book and
 * author: the same books are held out whoever asks. Collections of many small readers count as one book per author.
 * @throws LoamError `not_found`, `unprocessable`
 */
export async function readFiction(folder: string): Promise<Readonly<Record<FictionShard, readonly Fiction[]>>> {
  const shards = await Promise.all(
    Object.entries(fictionShards).map(async ([shard, file]) => [shard as FictionShard, await readLines(path.join(folder, file), recordSchema)] as const),
  );
  const parts = assignParts(shards.flatMap(([, records]) => records));
  return Object.fromEntries(
    shards.map(([shard, records]) => [shard, records.map((record) => ({ ...record, part: parts.get(bookKey(record)) ?? 'train' }))]),
  ) as unknown as Record<FictionShard, Fiction[]>;
}

type FictionRecord = z.output<typeof recordSchema>;

/** TinyStories have no books: each story is one. */
const bookKey = ({ book, author, text }: FictionRecord): string =>
  createHash('sha256')
    .update(book === 'TinyStories' ? text : `${book}\n${author}`)
    .digest('hex');

function assignParts(records: readonly FictionRecord[]): Map<string, FictionPart> {
  const books = new Map<string, { words: number; genres: readonly string[] }>();
  for (const record of records) {
    const key = bookKey(record);
    books.set(key, { words: (books.get(key)?.words ?? 0) + record.words, genres: record.genres });
  }
  const order = [...books].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = new Map<string, FictionPart>();
  for (const part of ['test', 'validation'] as const) {
    for (const genre of [...genres, 'childrens', 'general']) {
      const own = order.filter(([, book]) => book.genres.includes(genre));
      const total = own.reduce((sum, [, { words }]) => sum + words, 0);
      const taken = own.filter(([key]) => parts.get(key) === part);
      let [words, count] = [taken.reduce((sum, [, book]) => sum + book.words, 0), taken.length];
      for (const [key, book] of own) {
        if (words >= total * keptOut[part].share && count >= keptOut[part].books) break;
        // A book that is most of its genre has to teach it.
        if (parts.has(key) || book.words > total * 0.25) continue;
        parts.set(key, part);
        words += book.words;
        count += 1;
      }
    }
  }
  return parts;
}
