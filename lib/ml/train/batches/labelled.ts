import type { Rng } from '@/lib/core/rng';
import { zeros } from '../../tensor/tensor';
import type { Batch } from '../program';
import { bucketed, epochs, type BatchSource } from './source';
import { padTexts, type EncodedText } from './texts';

/** A text with what is to be said of it: a class, a number, or the place of an answer. */
export interface LabelledText extends EncodedText {
  readonly label?: number;
  readonly target?: number;
  /** Columns of the answer's first and last token; both 0 where there is none. */
  readonly span?: readonly [start: number, end: number];
  readonly weight?: number;
}

export interface LabelledBatchOptions {
  readonly texts: readonly LabelledText[];
  readonly batch: number;
  readonly lengths: readonly number[];
  readonly padToken: number;
  readonly rng: Rng;
}

/** Batches for the classifier, the regressor and the span finder. */
export function labelledBatches({ texts, batch, lengths, padToken, rng }: LabelledBatchOptions): BatchSource {
  const sizes = texts.map(({ tokens }) => tokens.length);
  const plan = epochs(rng, bucketed(sizes, lengths, batch));
  return {
    next() {
      const { time, rows } = plan.next();
      return labelledBatch(
        rows.map((row) => texts[row]),
        time,
        padToken,
      );
    },
    cursor: plan.cursor,
    seek: plan.seek,
  };
}

/** One batch: the encoder's inputs, `weights` (texts), and `labels`, `targets` or `starts` and `ends`, whichever the texts have. */
export function labelledBatch(texts: readonly LabelledText[], time: number, padToken: number): Batch {
  const rows = [texts.length];
  const inputs = padTexts(texts, time, padToken);
  const weights = zeros('float32', rows);
  texts.forEach(({ weight = 1 }, i) => (weights.data[i] = weight));
  const integers = (of: (text: LabelledText) => number | undefined) => {
    const out = zeros('int32', rows);
    texts.forEach((text, i) => (out.data[i] = of(text) ?? 0));
    return out;
  };
  const [first] = texts;
  if (first.label !== undefined) return { ...inputs, weights, labels: integers(({ label }) => label) };
  if (first.span) {
    const inside = (column: number | undefined): number => Math.min(column ?? 0, time - 1);
    return { ...inputs, weights, starts: integers(({ span }) => inside(span?.[0])), ends: integers(({ span }) => inside(span?.[1])) };
  }
  const targets = zeros('float32', rows);
  texts.forEach(({ target = 0 }, i) => (targets.data[i] = target));
  return { ...inputs, weights, targets };
}
