import type { Rng } from '@/lib/core/rng';
import { bootstrapStatistic, type Interval } from '@/lib/ml/eval';
import type { WriterMetrics } from '@/lib/features/models';

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
  /** Of each passage its tokens, the end of text last, and the bigram model's sum of negative log-likelihoods over them. */
  readonly heldOut: readonly { readonly tokens: number; readonly bytes: number; readonly bigram: number }[];
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
export function evaluateWriter({ heldOut, scores, rng }: WriterEvaluation): Compared {
  const measured = heldOut.map((passage, i): Measured => {
    const [model, int8] = [scores.float32[i], scores.int8[i]];
    if (model.length !== passage.tokens || int8.length !== passage.tokens) throw new Error('the scores are of other tokens');
    return { ...passage, model: -sum(model), int8: -sum(int8) };
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
