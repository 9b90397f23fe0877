import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { bootstrapMean, bootstrapStatistic, comparePaired } from './bootstrap';
import { spearman } from './regression';

const normals = (n: number, mean: number, seed: number): number[] => {
  const rng = createRng(seed);
  return Array.from({ length: n }, () => mean + rng.normal());
};

describe('bootstrapMean', () => {
  it('is as wide as theory says, and repeats with its seed', () => {
    const values = normals(400, 3, 1);
    const interval = bootstrapMean(values, createRng(2), { resamples: 2000 });
    expect(interval.value).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 400, 12);
    expect(interval.high - interval.low).toBeGreaterThan(2 * 1.96 * 0.05 * 0.88);
    expect(interval.high - interval.low).toBeLessThan(2 * 1.96 * 0.05 * 1.12);
    expect(bootstrapMean(values, createRng(2), { resamples: 2000 })).toEqual(interval);
  });

  it('covers the true mean about as often as it claims', () => {
    let covered = 0;
    for (let round = 0; round < 200; round++) {
      const { low, high } = bootstrapMean(normals(40, 1, 100 + round), createRng(round), { resamples: 200, level: 0.9 });
      if (low <= 1 && 1 <= high) covered++;
    }
    expect(covered).toBeGreaterThan(160);
    expect(covered).toBeLessThan(195);
  });

  it('claims nothing from one unit', () => {
    expect(bootstrapMean([5], createRng(1))).toEqual({ value: 5, low: NaN, high: NaN });
    expect(bootstrapMean([], createRng(1)).value).toBeNaN();
  });
});

describe('bootstrapStatistic', () => {
  it('puts bounds around any statistic', () => {
    const rng = createRng(5);
    const pairs = normals(150, 0, 6).map((x) => [x, x + rng.normal()] as const);
    const correlation = (units: readonly (readonly [number, number])[]): number =>
      spearman(
        units.map(([x]) => x),
        units.map(([, y]) => y),
      );
    const { value, low, high } = bootstrapStatistic(pairs, correlation, createRng(7), { resamples: 300 });
    expect(value).toBe(correlation(pairs));
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high - low).toBeLessThan(0.3);
  });
});

describe('comparePaired', () => {
  const baseline = normals(200, 0, 11);
  const shifted = (by: number): number[] => baseline.map((value, i) => value + by + 0.1 * normals(200, 0, 12)[i % 200]);

  it('sees a small steady gain that unpaired intervals would hide', () => {
    const gain = shifted(0.1);
    expect(comparePaired(gain, baseline, createRng(1)).verdict).toBe('better');
    expect(comparePaired(baseline, gain, createRng(1)).verdict).toBe('worse');
    expect(comparePaired(gain, baseline, createRng(1), { lowerIsBetter: true }).verdict).toBe('worse');
    const [a, b] = [bootstrapMean(gain, createRng(1)), bootstrapMean(baseline, createRng(1))];
    expect(a.low).toBeLessThan(b.high);
  });

  it('does not promote what is the same, or too little measured', () => {
    expect(comparePaired(baseline, baseline, createRng(1))).toEqual({ verdict: 'no-improvement', difference: 0, low: 0, high: 0 });
    expect(comparePaired([1], [0], createRng(1)).verdict).toBe('no-improvement');
    let promoted = 0;
    for (let seed = 0; seed < 100; seed++) {
      const verdict = comparePaired(normals(50, 0, 1000 + seed), normals(50, 0, 2000 + seed), createRng(seed), { resamples: 200 }).verdict;
      if (verdict === 'better') promoted++;
    }
    expect(promoted).toBeLessThan(10);
    expect(() => comparePaired([1, 2], [1], createRng(1))).toThrow(RangeError);
  });
});
