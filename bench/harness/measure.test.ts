import { expect, test } from 'vitest';
import { measure, measureSideBySide, summarise } from './measure';

test('the median is the middle, or the mean of the two in the middle', () => {
  expect(summarise([5, 1, 3]).median).toBe(3);
  expect(summarise([4, 1, 3, 2]).median).toBe(2.5);
});

test('the 95th percentile is the nearest rank', () => {
  expect(summarise(Array.from({ length: 100 }, (_, index) => index + 1)).p95).toBe(95);
  expect(summarise([7]).p95).toBe(7);
});

test('nothing to summarise is refused', () => {
  expect(() => summarise([])).toThrow(RangeError);
});

test('runs that warm up are not counted', async () => {
  let calls = 0;
  const timing = await measure(() => calls++, { runs: 3, warmup: 2 });
  expect(calls).toBe(5);
  expect(timing.runs).toBe(3);
});

test('two pieces of work take turns', async () => {
  const order: string[] = [];
  const { ratio } = await measureSideBySide(
    () => order.push('a'),
    () => order.push('b'),
    { runs: 2, warmup: 1 },
  );
  expect(order.join('')).toBe('ababab');
  expect(ratio).toBeGreaterThan(0);
});
