import type { Rng } from '@/lib/core/rng';
import type { Batch } from '../program';

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
 * Walks over a plan of items made anew for every epoch. A plan depends on the seed and the epoch alone, so the
 * cursor is two numbers.
 *
 * @throws RangeError when the first epoch is empty
 */
export function epochs<T>(rng: Rng, plan: (rng: Rng) => readonly T[]): { next(): T; cursor(): Cursor; seek(cursor: Cursor): void } {
  const planOf = (epoch: number): readonly T[] => plan(rng.fork(`epoch ${epoch}`));
  let [epoch, position] = [0, 0];
  let items = planOf(0);
  if (items.length === 0) throw new RangeError('there are no examples to train on');
  return {
    next() {
      if (position === items.length) {
        items = planOf(++epoch);
        position = 0;
      }
      return items[position++];
    },
    cursor: () => ({ epoch, position }),
    seek(cursor) {
      if (cursor.epoch !== epoch) items = planOf(cursor.epoch);
      ({ epoch, position } = cursor as { epoch: number; position: number });
    },
  };
}

/** Walks over `count` examples, each once an epoch, in a fresh random order. */
export function shuffledIndices(count: number, rng: Rng): ReturnType<typeof epochs<number>> {
  return epochs(rng, (epoch) => epoch.shuffle(range(count)));
}

/** The numbers from 0 to count − 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Splits examples into batches of one size. The last one is filled up with examples from the beginning. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  return range(Math.ceil(items.length / size)).map((i) => range(size).map((j) => items[(i * size + j) % items.length]));
}

/**
 * The epoch plan of examples of unequal length: random batches of examples that fit the same bucket, so that
 * little is padded and only as many graphs are compiled as there are buckets.
 *
 * @param lengths the buckets in rising order; a longer example goes to the last and is cut there
 */
export function bucketed(sizes: readonly number[], lengths: readonly number[], batch: number) {
  return (rng: Rng): { time: number; rows: number[] }[] => {
    const buckets = lengths.map((time) => ({ time, rows: [] as number[] }));
    for (const row of rng.shuffle(range(sizes.length))) {
      (buckets.find(({ time }) => sizes[row] <= time) ?? buckets[buckets.length - 1]).rows.push(row);
    }
    return rng.shuffle(buckets.flatMap(({ time, rows }) => chunk(rows, batch).map((chosen) => ({ time, rows: chosen }))));
  };
}
