/** Durations of repeated runs, in milliseconds. */
export interface Timing {
  readonly median: number;
  /** The value that 95 of 100 runs stay below (nearest rank). */
  readonly p95: number;
  readonly min: number;
  readonly runs: number;
}

/** Times `work` after some runs that are not counted, which warm caches and compilers. */
export async function measure(work: () => unknown, { runs = 10, warmup = 2 }: { runs?: number; warmup?: number } = {}): Promise<Timing> {
  for (let i = 0; i < warmup; i++) await work();
  const durations: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    await work();
    durations.push(performance.now() - began);
  }
  return summarise(durations);
}

/** Times two pieces of work in turn, so that whatever else the machine does meets both alike. */
export async function measureSideBySide(
  first: () => unknown,
  second: () => unknown,
  { runs = 10, warmup = 2 }: { runs?: number; warmup?: number } = {},
): Promise<{ first: Timing; second: Timing; ratio: number }> {
  const durations: [number[], number[]] = [[], []];
  for (let i = -warmup; i < runs; i++) {
    for (const [index, work] of [first, second].entries()) {
      const began = performance.now();
      await work();
      if (i >= 0) durations[index].push(performance.now() - began);
    }
  }
  const [a, b] = durations.map(summarise);
  return { first: a, second: b, ratio: b.median / a.median };
}

/** Median, 95th percentile and minimum of a non-empty list of milliseconds. */
export function summarise(durations: readonly number[]): Timing {
  if (durations.length === 0) throw new RangeError('summarise() needs at least one duration');
  const sorted = [...durations].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
  return { median, p95: sorted[Math.ceil(sorted.length * 0.95) - 1], min: sorted[0], runs: sorted.length };
}
