import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { hashedLogOdds, loadHashedLogistic, placesOf, type HashedLogistic } from '@/lib/ml/train/tabular';
import { isFunctionWord, type ReadText } from './reading';

/**
 * A second opinion that shares neither books nor features nor models with the estimator: runs of small words and word shapes. It is for
 * measuring alone – what it likes is never selected by it, so it can tell whether what was selected is better.
 */
export interface Judge {
  readonly runs: HashedLogistic;
  /** From its sum to log-odds. */
  readonly slope: number;
  readonly intercept: number;
}

export const judgeFileSchema = z.object({
  version: z.literal(1),
  runs: z.object({ intercept: z.number(), scale: z.number(), weights: z.string() }),
  slope: z.number(),
  intercept: z.number(),
});
export type JudgeFile = z.output<typeof judgeFileSchema>;

/** @throws LoamError `unprocessable` for a file of another version or a damaged one */
export function openJudge(file: unknown): Judge {
  const parsed = judgeFileSchema.safeParse(file);
  if (!parsed.success) {
    throw new LoamError('unprocessable', 'The second judge cannot be used. Build it again: loam models build quality.', {
      cause: parsed.error,
    });
  }
  const { runs, slope, intercept } = parsed.data;
  return { runs: loadHashedLogistic(runs), slope, intercept };
}

/** The probability that a text is a person's, a damaged one being as likely. */
export function judgeText({ runs, slope, intercept }: Judge, text: ReadText): number {
  return 1 / (1 + Math.exp(-(intercept + slope * hashedLogOdds(runs, placesOf(judgeFeatures(text), runs.weights.length)))));
}

/** Runs of two to four words, all but small words by their shape alone, marks included; and how much comes again. */
export function judgeFeatures({ line, sentences }: ReadText): string[] {
  const shapes = (line.match(/[\p{L}\p{N}']+|[^\s\p{L}\p{N}]/gu) ?? []).map(shapeOf);
  const runs = new Set<string>();
  for (let n = 2; n <= 4; n++) for (let i = 0; i + n <= shapes.length; i++) runs.add(shapes.slice(i, i + n).join(' '));
  const words = sentences.flatMap((sentence) => sentence.words);
  const triples = words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`);
  const again = triples.length === 0 ? 0 : 1 - new Set(triples).size / triples.length;
  return [...runs, `again ${Math.min(9, Math.ceil(again * 20))}`];
}

function shapeOf(token: string): string {
  const lower = token.toLowerCase();
  if (isFunctionWord(lower) || !/\p{L}/u.test(token)) return lower;
  const ending = /(?:ing|ed|ly|s|er|ion|ness|ful|y)$/.exec(lower)?.[0] ?? '';
  return `${/^\p{Lu}/u.test(token) ? 'C' : 'c'}${ending}`;
}
