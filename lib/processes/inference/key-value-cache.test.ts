import { describe, expect, it } from 'vitest';
import { KeyValueCache } from './key-value-cache';

const [heads, headDim] = [2, 3];
/** What stands for a token: tells row, place, head and dimension. */
const value = (row: number, place: number, head: number, d: number): number => row * 1000 + place * 10 + head * 3 + d;
/** Tokens as the graph gives them, (rows, time, tensors·heads·headDim). */
const tokens = (rows: readonly number[], from: number, time: number, tensors = 1): Float32Array =>
  Float32Array.from(
    rows.flatMap((row) =>
      range(time).flatMap((t) =>
        range(tensors).flatMap((i) => range(heads).flatMap((head) => range(headDim).map((d) => value(row, from + t, head, d) + i * 0.5))),
      ),
    ),
  );
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function expectTaken(cache: KeyValueCache, rows: readonly number[], length: number): void {
  for (const [i, { data, dims }] of cache.tensors.entries()) {
    const [count, , places] = dims;
    expect(count).toBe(rows.length);
    expect(places).toBeGreaterThanOrEqual(length);
    rows.forEach((row, r) => {
      for (let head = 0; head < heads; head++)
        for (let place = 0; place < length; place++)
          for (let d = 0; d < headDim; d++)
            expect(data[((r * heads + head) * places + place) * headDim + d]).toBe(value(row, place, head, d) + i * 0.5);
    });
  }
}

describe('KeyValueCache', () => {
  it('keeps what was written while it grows, row by row and head by head', () => {
    let cache = KeyValueCache.empty({ rows: 2, heads, headDim }, 2);
    let length = 0;
    for (const time of [5, 1, 40, 1, 1, 70]) {
      cache = cache.append(length, tokens([0, 1], length, time, 2), time);
      expectTaken(cache, [0, 1], (length += time));
    }
  });

  it('repeats and selects rows, which then go their own ways', () => {
    const one = KeyValueCache.empty({ rows: 1, heads, headDim }, 1).append(0, tokens([0], 0, 4), 4);
    const three = one.select([0, 0, 0]);
    expectTaken(three, [0, 0, 0], 4);
    const next = KeyValueCache.empty({ rows: 3, heads, headDim }, 1).append(0, tokens([0, 1, 2], 0, 4), 4).select([2, 0]); // prettier-ignore
    expectTaken(next, [2, 0], 4);
    const longer = next.append(4, tokens([2, 0], 4, 1), 1);
    expectTaken(longer, [2, 0], 5);
    expectTaken(three, [0, 0, 0], 4);
  });

  it('writes over what lies behind the length that is given', () => {
    const cache = KeyValueCache.empty({ rows: 1, heads, headDim }, 1).append(0, tokens([0], 0, 6), 6);
    expectTaken(cache.append(3, tokens([0], 3, 2), 2), [0], 5);
    expectTaken(cache.append(3, tokens([5], 3, 2), 2), [0], 3);
  });
});
