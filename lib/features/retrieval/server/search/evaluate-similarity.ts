import { readFile } from 'node:fs/promises';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import type { Rng } from '@/lib/core/rng';
import { bootstrapStatistic, pearson, spearman, type Interval } from '@/lib/ml/eval';
import { dot, type Embed } from './search-index';

export interface ScoredPair {
  readonly score: number;
  readonly left: string;
  readonly right: string;
}

export interface SimilarityEvaluation {
  readonly metrics: { readonly spearman: Interval; readonly pearson: Interval };
  /** A query is a pair of sentences. */
  readonly msPerQuery: number;
  readonly pairs: number;
}

/**
 * Reads lines of score, sentence, sentence, separated by tabs; a first line without a number is a head.
 * @throws LoamError `not_found`, `unprocessable`
 */
export async function readScoredPairs(file: string): Promise<ScoredPair[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `The pairs ${file} cannot be read (${cause.code}).`, { cause });
  });
  const pairs = text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const [score, left, right] = line.split('\t');
    const number = score.trim() === '' ? NaN : Number(score);
    if (Number.isNaN(number) && at === 0) return [];
    if (!Number.isFinite(number) || left === undefined || right === undefined) {
      throw new LoamError('unprocessable', `${file}, line ${at + 1}: expected a score and two sentences, separated by tabs.`);
    }
    return [{ score: number, left, right }];
  });
  if (pairs.length < 3)
    throw new LoamError('unprocessable', `${file} holds ${pairs.length} pairs; a correlation needs three at the least.`);
  return pairs;
}

/** How well the cosine of two sentences follows people's scores; intervals of 95 % from drawing pairs anew. */
export async function evaluateSimilarity(
  pairs: readonly ScoredPair[],
  embed: Embed,
  { clock, rng }: { readonly clock: Clock; readonly rng: Rng },
): Promise<SimilarityEvaluation> {
  const began = clock.monotonic();
  const vectors = await embed(pairs.flatMap(({ left, right }) => [left, right]));
  const msPerQuery = (clock.monotonic() - began) / pairs.length;
  const judged = pairs.map(({ score }, at) => ({ score, cosine: dot(vectors[2 * at], vectors[2 * at + 1]) }));
  const measure = (correlation: typeof pearson, label: string): Interval =>
    bootstrapStatistic(judged, (drawn) => correlation(drawn.map(({ score }) => score), drawn.map(({ cosine }) => cosine)), rng.fork(label)); // prettier-ignore
  return { metrics: { spearman: measure(spearman, 'spearman'), pearson: measure(pearson, 'pearson') }, msPerQuery, pairs: pairs.length };
}
