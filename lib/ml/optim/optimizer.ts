import type { FloatTensors } from '../tensor/arena';

/** Everything an optimizer remembers: how many updates were made, and named arrays shaped like the parameters. */
export interface OptimizerState {
  readonly step: number;
  readonly slots: Readonly<Record<string, FloatTensors>>;
}

export interface UpdateOptions {
  readonly learningRate: number;
  /** What gradients are multiplied by first: the mean over a batch and clipping in one factor. */
  readonly gradientScale?: number;
}

/**
 * An update rule without memory of its own. Parameters and slots are overwritten in place, for they are
 * large; all else is in the state that comes back, so a run that stores it continues to the bit.
 */
export interface Optimizer {
  init(parameters: FloatTensors): OptimizerState;
  update(parameters: FloatTensors, gradients: FloatTensors, state: OptimizerState, options: UpdateOptions): OptimizerState;
}

/** Euclidean norm over all gradients together. Infinite or NaN where any of them is. */
export function globalNorm(gradients: FloatTensors): number {
  let total = 0;
  for (const { data } of gradients.values()) total += sumOfSquares(data);
  return Math.sqrt(total);
}

/** The factor that brings a norm down to `limit`; 1 where it is below already (Pascanu et al. 2013). */
export function clipFactor(norm: number, limit: number): number {
  return Math.min(1, limit / (norm + 1e-6));
}

/** Four sums side by side: one would wait for itself. */
function sumOfSquares(data: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const even = data.length & ~3;
  for (let i = 0; i < even; i += 4) {
    a += data[i] * data[i];
    b += data[i + 1] * data[i + 1];
    c += data[i + 2] * data[i + 2];
    d += data[i + 3] * data[i + 3];
  }
  for (let i = even; i < data.length; i++) a += data[i] * data[i];
  return a + b + c + d;
}
