import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { findLeaks } from './leaks';
import { splitByGroup } from './splits';

describe('splitByGroup', () => {
  it('keeps groups whole, loses nothing, repeats with its seed', () => {
    const items = fc.array(fc.record({ group: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), id: fc.nat() }), { maxLength: 60 });
    fc.assert(
      fc.property(items, fc.nat(99), (list, seed) => {
        const split = splitByGroup(list, ({ group }) => group, { train: 0.8, heldOut: 0.2 }, createRng(seed));
        expect(split.train.length + split.heldOut.length).toBe(list.length);
        expect(new Set([...split.train, ...split.heldOut])).toEqual(new Set(list));
        const trained = new Set(split.train.map(({ group }) => group));
        expect(split.heldOut.filter(({ group }) => trained.has(group))).toEqual([]);
        expect(splitByGroup(list, ({ group }) => group, { train: 0.8, heldOut: 0.2 }, createRng(seed))).toEqual(split);
      }),
      { seed: 1 },
    );
  });

  it('comes close to the shares when groups are small, and leaves a part of share 0 empty', () => {
    const items = Array.from({ length: 1000 }, (_, i) => i);
    const split = splitByGroup(items, (i) => String(i >> 1), { train: 8, validation: 1, heldOut: 1, none: 0 }, createRng(3));
    expect(split.train.length).toBeGreaterThan(790);
    expect(split.validation.length).toBeGreaterThan(95);
    expect(split.heldOut.length).toBeGreaterThan(95);
    expect(split.none).toEqual([]);
    expect(() => splitByGroup(items, String, { train: 0 }, createRng(1))).toThrow(RangeError);
    expect(() => splitByGroup(items, String, { train: 1, heldOut: -1 }, createRng(1))).toThrow(RangeError);
  });
});

describe('findLeaks', () => {
  const rng = createRng(5);
  const story = (): string => Array.from({ length: 80 }, () => `word${rng.int(3000)}`).join(' ');

  it('finds planted copies and near copies, and nothing among strangers', () => {
    const train = Array.from({ length: 50 }, story);
    const heldOut = Array.from({ length: 50 }, story);
    expect(findLeaks(train, heldOut)).toEqual([]);
    heldOut[7] = `“${train[3].toUpperCase().replaceAll(' ', ', ')}!”`;
    heldOut[9] = train[4].replace(/word\d+$/u, 'another end');
    expect(findLeaks(train, heldOut)).toEqual([
      { train: 3, heldOut: 7, similarity: 1, kind: 'exact' },
      { train: 4, heldOut: 9, similarity: expect.closeTo(76 / 79, 3) as number, kind: 'near' },
    ]);
  });

  it('sees exact copies of short texts, too', () => {
    expect(findLeaks(['Yes.', '…'], ['yes', '!'])).toEqual([{ train: 0, heldOut: 0, similarity: 1, kind: 'exact' }]);
  });
});
