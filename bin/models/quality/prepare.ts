import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { termsOf, type TermWeights } from '@/lib/features/stories/server/quality/reading';
import { fitNaiveBayes, type NaiveBayes } from '@/lib/ml/text';
import { genres } from '@/lib/vocabulary/genres';
import type { Fiction, FictionShard } from '../fiction';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';
import { drawPassages } from './passages';

/**
 * Which books do what. Books that the writer may have read teach what words are worth and what genres sound like (`words`), the estimator
 * itself (`fit`), or the second judge (`judge`); books that no model has read set the points (`points`) and measure (`test`).
 */
export type BookRole = 'words' | 'fit' | 'judge' | 'points' | 'test';

/** TinyStories were written by a language model: they are no human prose. */
const humanShards = ['simple', 'plain', 'literary'] as const satisfies readonly FictionShard[];

export function booksByRole(shards: Readonly<Record<FictionShard, readonly Fiction[]>>): Record<BookRole, Fiction[]> {
  const byRole: Record<BookRole, Fiction[]> = { words: [], fit: [], judge: [], points: [], test: [] };
  for (const shard of humanShards) for (const record of shards[shard]) byRole[roleOf(record)].push(record);
  return byRole;
}

function roleOf({ book, author, part }: Fiction): BookRole {
  if (part === 'test') return 'test';
  if (part === 'validation') return 'points';
  const place = createHash('sha256').update(`quality\n${book}\n${author}`).digest()[0] / 256;
  return place < 0.62 ? 'words' : place < 0.84 ? 'fit' : 'judge';
}

/** How many passages there are of each role, at most. Words and neighbours take all that a book has: the more, the better they know order. */
export const passageCounts: Readonly<Record<BookRole, number>> = { words: 40000, fit: 240, judge: 800, points: 90, test: 110 };

export interface Material {
  readonly terms: { readonly rarest: number; readonly stems: string[]; readonly weights: number[] };
  readonly genres: NaiveBayes;
  readonly passages: Readonly<Record<BookRole, readonly Passage[]>>;
}

/** Draws the passages and learns words and genres. The same seed gives the same. */
export function prepareMaterial(shards: Readonly<Record<FictionShard, readonly Fiction[]>>, seed: number): Material {
  const rng = createRng(seed);
  const books = booksByRole(shards);
  const roles = Object.keys(books) as BookRole[];
  const passages = Object.fromEntries(
    roles.map((role) => [role, drawPassages(books[role], passageCounts[role], rng.fork(role), role === 'words' ? Infinity : 3)]),
  ) as Record<BookRole, Passage[]>;
  const read = passages.words.map((passage) => ({ terms: termsOf(passage.sentences.join(' ')), classes: passage.genres }));
  return {
    terms: learnTerms(read.map(({ terms }) => terms)),
    genres: fitNaiveBayes(
      read.filter(({ classes }) => classes.length > 0),
      genres,
      { minDf: 5, maxTerms: 3000 },
    ),
    passages,
  };
}

const [fewestTexts, mostTerms] = [5, 6000] as const;

/** ln(N / df) over passages, of the commonest stems, in hundredths. */
export function learnTerms(texts: readonly (readonly string[])[]): Material['terms'] {
  const frequency = new Map<string, number>();
  for (const terms of texts) for (const term of new Set(terms)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const kept = [...frequency].filter(([, df]) => df >= fewestTexts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostTerms);
  const idf = (df: number): number => Math.round(Math.log(texts.length / df) * 100) / 100;
  return { rarest: idf(fewestTexts - 1), stems: kept.map(([term]) => term), weights: kept.map(([, df]) => idf(df)) };
}

export function termWeights({ rarest, stems, weights }: Material['terms']): TermWeights {
  return { rarest, weights: new Map(stems.map((stem, i) => [stem, weights[i]])) };
}

/** The folder of the shards: the one given, or `corpora/` in it. */
export function corporaFolder(data: string): string {
  const inside = path.join(data, 'corpora');
  return existsSync(inside) ? inside : data;
}
