/**
 * How a feature's value becomes a few numbers whose weighted sum is a curve of straight pieces, so that a linear model can say
 * "too little is bad, and too much is bad, too". Values are first cut to [low, high] and scaled: what lies beyond all that was seen
 * counts like the last that was seen.
 */
export interface HingeBasis {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
  /** Scaled values at which the slope may change, ascending. */
  readonly knots: readonly number[];
}

/**
 * Learns bounds (the given shares from each end), scale, and knots at even quantiles between them. Equal knots are merged, so that a
 * feature with few different values gets few pieces. NaN is passed over.
 * @throws RangeError where there is no value
 */
export function fitHingeBasis(values: ArrayLike<number>, { knots = 3, tail = 0.005 } = {}): HingeBasis {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) throw new RangeError('a basis needs values');
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const [low, high] = [at(tail), at(1 - tail)];
  const cut = sorted.map((value) => Math.min(high, Math.max(low, value)));
  const mean = cut.reduce((sum, value) => sum + value, 0) / cut.length;
  const deviation = Math.sqrt(cut.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cut.length) || 1;
  const places = Array.from({ length: knots }, (_, i) => (at((i + 1) / (knots + 1)) - mean) / deviation);
  const inside = places.filter((place) => place > (low - mean) / deviation && place < (high - mean) / deviation);
  return { low, high, mean, deviation, knots: [...new Set(inside)] };
}

/** How many numbers a value becomes. */
export function basisWidth({ knots }: HingeBasis): number {
  return 1 + knots.length;
}

/** The scaled value, then max(0, scaled − knot) for every knot. NaN, a value that is missing, becomes the mean. */
export function expand({ low, high, mean, deviation, knots }: HingeBasis, value: number): number[] {
  const known = Number.isNaN(value) ? mean : value;
  const scaled = (Math.min(high, Math.max(low, known)) - mean) / deviation;
  return [scaled, ...knots.map((knot) => Math.max(0, scaled - knot))];
}
