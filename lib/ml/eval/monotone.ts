/** A rising curve through points, straight between them and flat beyond the ends. */
export interface MonotoneMap {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * A curve through points with ascending `from` and `to`; points that would not rise are dropped.
 * @throws RangeError where fewer than two are left
 */
export function monotoneThrough(points: readonly (readonly [from: number, to: number])[]): MonotoneMap {
  const kept: (readonly [number, number])[] = [];
  for (const point of [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = kept.at(-1);
    if (!last || (point[0] > last[0] && point[1] > last[1])) kept.push(point);
  }
  if (kept.length < 2) throw new RangeError('a rising curve needs two points');
  return { from: kept.map(([from]) => from), to: kept.map(([, to]) => to) };
}

/** The curve's value. */
export function applyMonotone({ from, to }: MonotoneMap, value: number): number {
  const next = from.findIndex((place) => place >= value);
  if (next < 0) return to[to.length - 1];
  if (next === 0) return to[0];
  const share = (value - from[next - 1]) / (from[next] - from[next - 1]);
  return to[next - 1] + share * (to[next] - to[next - 1]);
}

/** Quantiles of values by linear interpolation (type 7 of Hyndman and Fan 1996). @throws RangeError for no values */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) throw new RangeError('quantiles need values');
  return shares.map((share) => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  });
}
