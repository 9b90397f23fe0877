import { expect, it } from 'vitest';
import { applyMonotone, monotoneThrough, quantiles } from './monotone';

it('is straight between its points and flat beyond them', () => {
  const curve = monotoneThrough([
    [2, 5],
    [0, 0],
    [4, 10],
  ]);
  expect([-1, 0, 1, 2, 3, 4, 9].map((value) => applyMonotone(curve, value))).toEqual([0, 0, 2.5, 5, 7.5, 10, 10]);
});

it('never falls, whatever points it is given', () => {
  const curve = monotoneThrough([
    [0, 1],
    [1, 4],
    [1, 9],
    [2, 3],
    [3, 5],
  ]);
  const values = Array.from({ length: 40 }, (_, i) => applyMonotone(curve, i / 10));
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(() => monotoneThrough([[1, 1]])).toThrow(RangeError);
});

it('gives the quantiles of numpy', () => {
  // numpy.quantile([1, 2, 3, 4, 10], [0, .1, .5, .9, 1])
  expect(quantiles([10, 1, 3, 2, 4], [0, 0.1, 0.5, 0.9, 1]).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 1.4, 3, 7.6, 10]);
  expect(() => quantiles([], [0.5])).toThrow(RangeError);
});
