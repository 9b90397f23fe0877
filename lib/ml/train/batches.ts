import type { Rng } from '@/lib/core/rng';
import { zeros } from '../tensor/tensor';
import type { Batch } from './program';

/** Where a source stands: plain data for a checkpoint. */
export type Cursor = Readonly<Record<string, number>>;

/**
 * An endless supply of batches. Randomness comes from the trainer's stream, whose state a checkpoint holds,
 * so that a source at a stored cursor goes on exactly as it would have.
 */
export interface BatchSource {
  next(rng: Rng): Batch;
  cursor(): Cursor;
  seek(cursor: Cursor): void;
}

/**
 * Walks over `count` examples in a fresh random order each epoch. The order depends on the seed and the epoch
 * alone, so the cursor is two numbers.
 */
export function shuffledIndices(count: number, rng: Rng): { next(): number; cursor(): Cursor; seek(cursor: Cursor): void } {
  if (count < 1) throw new RangeError('there are no examples');
  let [epoch, position] = [0, 0];
  const orderOf = (e: number): number[] => rng.fork(`epoch ${e}`).shuffle(Array.from({ length: count }, (_, i) => i));
  let order = orderOf(0);
  return {
    next() {
      if (position === count) order = orderOf(++epoch);
      if (position === count) position = 0;
      return order[position++];
    },
    cursor: () => ({ epoch, position }),
    seek(cursor) {
      epoch = cursor.epoch;
      position = cursor.position;
      order = orderOf(epoch);
    },
  };
}

/**
 * Language-model batches out of one long row of tokens: windows of `time` tokens that do not overlap, in random
 * order. Gives `tokens`, `targets` int32 and `weights` float32 (batch, time).
 *
 * @throws RangeError when the tokens do not fill one window
 */
export function tokenWindows({ tokens, batch, time, rng }: { tokens: Int32Array; batch: number; time: number; rng: Rng }): BatchSource {
  const windows = Math.floor((tokens.length - 1) / time);
  if (windows < 1) throw new RangeError(`${tokens.length} tokens do not fill a window of ${time}`);
  const order = shuffledIndices(windows, rng);
  return {
    next() {
      const [x, y, weights] = [zeros('int32', [batch, time]), zeros('int32', [batch, time]), zeros('float32', [batch, time])];
      weights.data.fill(1);
      for (let row = 0; row < batch; row++) {
        const start = order.next() * time;
        x.data.set(tokens.subarray(start, start + time), row * time);
        y.data.set(tokens.subarray(start + 1, start + time + 1), row * time);
      }
      return { tokens: x, targets: y, weights };
    },
    cursor: order.cursor,
    seek: order.seek,
  };
}
