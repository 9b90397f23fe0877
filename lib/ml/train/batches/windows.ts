import type { Rng } from '@/lib/core/rng';
import { zeros } from '../../tensor/tensor';
import { shuffledIndices, type BatchSource } from './source';

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
