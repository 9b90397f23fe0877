import type { Rng } from '@/lib/core/rng';
import { bootstrapStatistic, fitBigram, type Interval } from '@/lib/ml/eval';
import type { WriterMetrics } from '../../schemas';

/** A held-out passage: its tokens with the end of text, its bytes, and what each model thought of it. */
interface Measured {
  readonly tokens: number;
  readonly bytes: number;
  /** Sums of negative log-likelihoods in nats. */
  readonly model: number;
  readonly int8: number;
  readonly bigram: number;
}

export interface WriterEvaluation {
  /** Tokens of each passage, the end of text last. */
  readonly train: readonly (readonly number[])[];
  readonly heldOut: readonly { readonly tokens: readonly number[]; readonly bytes: number }[];
  readonly vocabulary: number;
  /** Log-likelihoods of the held-out passages' tokens, by precision. */
  readonly scores: { readonly float32: readonly Float32Array[]; readonly int8: readonly Float32Array[] };
  readonly rng: Rng;
}

type Compared = Pick<
  WriterMetrics,
  'heldOutLoss' | 'bigramLoss' | 'difference' | 'beatsBigram' | 'bitsPerByte' | 'bigramBitsPerByte' | 'int8Loss' | 'int8Difference'
>;

/**
 * Compares the writer with the bigram model of the same training passages, token by token on the same held-out ones. Losses are nats
 * per token over all passages; intervals come from drawing passages anew (percentile bootstrap), differences paired.
 */
export function evaluateWriter({ train, heldOut, vocabulary, scores, rng }: WriterEvaluation): Compared {
  const bigram = fitBigram(train, vocabulary);
  const measured = heldOut.map(({ tokens, bytes }, i): Measured => {
    const [model, int8, other] = [scores.float32[i], scores.int8[i], bigram.logLikelihoods(tokens)];
    if (model.length !== tokens.length || int8.length !== tokens.length) throw new Error('the scores are of other tokens');
    return { tokens: tokens.length, bytes, model: -sum(model), int8: -sum(int8), bigram: -sum(other) };
  });
  const loss = (of: (passage: Measured) => number) => (passages: readonly Measured[]) =>
    sum(passages.map(of)) / sum(passages.map(({ tokens }) => tokens));
  const interval = (of: (passage: Measured) => number, label: string): Interval => bootstrapStatistic(measured, loss(of), rng.fork(label));
  const bitsPerByte = (of: (passage: Measured) => number) => sum(measured.map(of)) / Math.LN2 / sum(measured.map(({ bytes }) => bytes));
  const difference = interval(({ model, bigram }) => model - bigram, 'difference');
  return {
    heldOutLoss: interval(({ model }) => model, 'loss'),
    bigramLoss: loss(({ bigram }) => bigram)(measured),
    difference,
    beatsBigram: difference.high < 0,
    bitsPerByte: bitsPerByte(({ model }) => model),
    bigramBitsPerByte: bitsPerByte(({ bigram }) => bigram),
    int8Loss: loss(({ int8 }) => int8)(measured),
    int8Difference: interval(({ int8, model }) => int8 - model, 'int8'),
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
