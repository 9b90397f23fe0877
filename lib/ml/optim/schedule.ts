/** How the learning rate moves over a run. Plain data, so that a run's configuration holds it. */
export interface Schedule {
  readonly shape: 'constant' | 'linear' | 'cosine';
  /** The highest rate, reached at the end of the warm-up. */
  readonly peak: number;
  /** Updates over which the rate rises linearly from near zero. */
  readonly warmup?: number;
  /** Updates of the whole run; where linear and cosine arrive at the floor. */
  readonly total?: number;
  /** The last rate, as a fraction of the peak. */
  readonly floor?: number;
}

/** The rate for the update after `step` updates (from 0). Past the end it stays at the floor. */
export function learningRateAt({ shape, peak, warmup = 0, total = Infinity, floor = 0 }: Schedule, step: number): number {
  if (step < warmup) return (peak * (step + 1)) / warmup;
  if (shape === 'constant' || total === Infinity) return peak;
  const progress = Math.min(1, (step - warmup) / Math.max(1, total - warmup));
  const fall = shape === 'linear' ? 1 - progress : (1 + Math.cos(Math.PI * progress)) / 2;
  return peak * (floor + (1 - floor) * fall);
}
