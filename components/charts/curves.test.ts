import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalsFor, mergeCurves, smooth, thin } from './curves';

const curve = (...values: number[]) => values.map((y, x) => ({ x, y }));

it('leaves values alone without smoothing, and a flat curve flat with it', () => {
  expect(smooth(curve(3, 1, 2), 0)).toEqual(curve(3, 1, 2));
  for (const { y } of smooth(curve(2, 2, 2, 2), 0.9)) expect(y).toBeCloseTo(2, 12);
});

it('begins where the values begin and follows them late', () => {
  const [first, second, third] = smooth(curve(0, 1, 1), 0.5);
  expect(first.y).toBe(0);
  expect(second.y).toBeCloseTo(2 / 3, 12);
  expect(third.y).toBeCloseTo(6 / 7, 12);
});

it('never leaves the range of what it has seen', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (values, factor) => {
        const smoothed = smooth(curve(...values), factor);
        return smoothed.every(({ y }, i) => {
          const seen = values.slice(0, i + 1);
          return y >= Math.min(...seen) - 1e-6 && y <= Math.max(...seen) + 1e-6;
        });
      },
    ),
  );
});

it('puts curves of different steps into one list, with holes', () => {
  const merged = mergeCurves([
    { key: 'a', points: [{ x: 2, y: 20 }, { x: 0, y: 0 }] }, // prettier-ignore
    { key: 'b', points: [{ x: 1, y: 11 }, { x: 2, y: 22 }] }, // prettier-ignore
  ]);
  expect(merged).toEqual([
    { x: 0, a: 0, b: null },
    { x: 1, a: null, b: 11 },
    { x: 2, a: 20, b: 22 },
  ]);
});

it('thins a long list and keeps both ends', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => i);
  const thinned = thin(rows, 50);
  expect(thinned).toHaveLength(50);
  expect([thinned[0], thinned.at(-1)]).toEqual([0, 999]);
  expect(new Set(thinned).size).toBe(50);
  expect(thin([1, 2], 50)).toEqual([1, 2]);
});

it('shows a learning rate and a speed each with the digits it needs', () => {
  expect(decimalsFor([5.2, 3.1])).toBe(3);
  expect(decimalsFor([0.003, 0.0001])).toBe(6);
  expect(decimalsFor([1834])).toBe(0);
  expect(decimalsFor([])).toBe(0);
  expect(decimalsFor([0])).toBe(0);
});
