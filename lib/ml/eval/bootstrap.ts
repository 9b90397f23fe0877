import type { Rng } from '@/lib/core/rng';
import { requireSameLength } from './same-length';

/** A measured value with the bounds of its confidence interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** Default 1000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
}

/**
 * The mean over units with its percentile bootstrap interval (Efron 1979). A unit is what was drawn independently:
 * a query, a book, a learner – not each sentence of it. One unit alone gives bounds of NaN, for it says nothing of the spread.
 */
export function bootstrapMean(perUnit: ArrayLike<number>, rng: Rng, options: BootstrapOptions = {}): Interval {
  const n = perUnit.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += perUnit[i];
  const draw = (): number => {
    let drawn = 0;
    for (let i = 0; i < n; i++) drawn += perUnit[rng.int(n)];
    return drawn / n;
  };
  return { value: sum / n, ...bounds(n, draw, options) };
}

/** Any statistic of a set of units with its percentile bootstrap interval. Resamples for which it is NaN are left out. */
export function bootstrapStatistic<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number,
  rng: Rng,
  options: BootstrapOptions = {},
): Interval {
  const draw = (): number => statistic(units.map(() => units[rng.int(units.length)]));
  return { value: statistic(units), ...bounds(units.length, draw, options) };
}

export type Verdict = 'better' | 'worse' | 'no-improvement';

export interface Comparison {
  readonly verdict: Verdict;
  /** Mean of candidate − baseline. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface ComparisonOptions extends BootstrapOptions {
  /** Set it for errors and perplexities; default false. */
  readonly lowerIsBetter?: boolean;
}

/**
 * Compares two systems on the same units, paired. 'better' or 'worse' only where the interval of the mean difference
 * excludes zero; otherwise 'no-improvement'.
 */
export function comparePaired(
  candidate: ArrayLike<number>,
  baseline: ArrayLike<number>,
  rng: Rng,
  { lowerIsBetter = false, ...options }: ComparisonOptions = {},
): Comparison {
  requireSameLength('comparePaired', candidate, baseline);
  const differences = Float64Array.from({ length: candidate.length }, (_, i) => candidate[i] - baseline[i]);
  const { value: difference, low, high } = bootstrapMean(differences, rng, options);
  const verdict = low > 0 ? (lowerIsBetter ? 'worse' : 'better') : high < 0 ? (lowerIsBetter ? 'better' : 'worse') : 'no-improvement';
  return { verdict, difference, low, high };
}

function bounds(units: number, draw: () => number, { resamples = 1000, level = 0.95 }: BootstrapOptions): { low: number; high: number } {
  if (units < 2) return { low: NaN, high: NaN };
  const drawn = Float64Array.from({ length: resamples }, draw)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return { low: quantile(drawn, (1 - level) / 2), high: quantile(drawn, (1 + level) / 2) };
}

/** Quantile of sorted values with linear interpolation; NaN for none. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted.length === 0 ? NaN : sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}
