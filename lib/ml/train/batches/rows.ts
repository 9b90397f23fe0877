import type { Rng } from '@/lib/core/rng';
import { zeros } from '../../tensor/tensor';
import type { Batch } from '../program';
import { bucketed, epochs, type BatchSource } from './source';

/** One text for a language model. Tokens before `from` are read but not learned: a prompt, a plan. */
export interface TokenRow {
  readonly tokens: Int32Array;
  readonly from?: number;
}

export interface RowBatchOptions {
  readonly rows: readonly TokenRow[];
  readonly batch: number;
  /** Lengths that rows are padded to, in rising order. Each compiles a graph of its own: keep to two or three. */
  readonly lengths: readonly number[];
  readonly padToken: number;
  readonly rng: Rng;
}

/**
 * Language-model batches of whole texts, one to a row, padded at the end. Gives `tokens`, `targets` int32 and
 * `weights` float32 (batch, time), zero on padding and on targets before a row's `from`. Longer texts are cut.
 */
export function rowBatches({ rows, batch, lengths, padToken, rng }: RowBatchOptions): BatchSource {
  const sizes = rows.map(({ tokens }) => tokens.length - 1);
  const plan = epochs(rng, bucketed(sizes, lengths, batch));
  return {
    next() {
      const { time, rows: chosen } = plan.next();
      return languageBatch(
        chosen.map((row) => rows[row]),
        time,
        padToken,
      );
    },
    cursor: plan.cursor,
    seek: plan.seek,
  };
}

/** Rows padded to `time` inputs and as many targets: for evaluation as for training. */
export function languageBatch(rows: readonly TokenRow[], time: number, padToken: number): Batch {
  const shape = [rows.length, time];
  const [inputs, targets, weights] = [zeros('int32', shape), zeros('int32', shape), zeros('float32', shape)];
  inputs.data.fill(padToken);
  targets.data.fill(padToken);
  rows.forEach(({ tokens, from = 0 }, row) => {
    const length = Math.min(time, tokens.length - 1);
    inputs.data.set(tokens.subarray(0, length), row * time);
    targets.data.set(tokens.subarray(1, length + 1), row * time);
    weights.data.fill(1, row * time + Math.min(length, Math.max(0, from - 1)), row * time + length);
  });
  return { tokens: inputs, targets, weights };
}
