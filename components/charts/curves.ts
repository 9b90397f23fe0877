/** A point of a curve: where it lies on the first axis, and how high. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * A running mean that forgets: each value counts `1 − factor`, what was before counts `factor`. The first values are
 * corrected for having nothing before them, as Adam corrects its moments, so that the curve begins where the values do.
 *
 * @param factor 0 (the values themselves) to below 1 (the slowest)
 */
export function smooth(points: readonly CurvePoint[], factor: number): CurvePoint[] {
  let mean = 0;
  let weight = 0;
  return points.map(({ x, y }) => {
    mean = factor * mean + (1 - factor) * y;
    weight = factor * weight + (1 - factor);
    return { x, y: mean / weight };
  });
}

/** Curves in one list of points: a row for each place that any of them has, null where one has no value. */
export function mergeCurves(
  curves: readonly { readonly key: string; readonly points: readonly CurvePoint[] }[],
): Record<string, number | null>[] {
  const rows = new Map<number, Record<string, number | null>>();
  const empty = Object.fromEntries(curves.map(({ key }) => [key, null]));
  for (const { key, points } of curves)
    for (const { x, y } of points) {
      const row = rows.get(x) ?? { ...empty, x };
      row[key] = y;
      rows.set(x, row);
    }
  return [...rows.values()].sort((a, b) => a.x! - b.x!);
}

/** Every so many-th row, so that at most `most` are left; always the first and the last. */
export function thin<Row>(rows: readonly Row[], most: number): Row[] {
  if (rows.length <= most) return [...rows];
  return Array.from({ length: most }, (_, index) => rows[Math.round((index * (rows.length - 1)) / (most - 1))]);
}

/** Digits behind the point that tell the values of a curve apart: four figures of the largest one. */
export function decimalsFor(values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs).filter(Number.isFinite), 0);
  if (largest === 0) return 0;
  return Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(largest))));
}
