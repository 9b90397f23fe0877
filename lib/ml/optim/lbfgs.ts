/** Writes the gradient at x into `gradient` and returns the value. Both vectors have the same length. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Default 500. */
  readonly maxIterations?: number;
  /** Ends where the largest entry of the gradient is smaller; default 1e-6. */
  readonly tolerance?: number;
  /** Pairs of steps and gradient changes that are remembered; default 10. */
  readonly memory?: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Whether the gradient became as small as asked for. */
  readonly converged: boolean;
}

/**
 * Minimises a smooth function with limited-memory BFGS and a backtracking line search (Nocedal and Wright 2006, algorithms 7.4, 7.5
 * and 3.1). `start` stays as it is. For a convex function this is the minimum; it uses no randomness.
 */
export function lbfgs(
  objective: Objective,
  start: Float64Array,
  { maxIterations = 500, tolerance = 1e-6, memory = 10 }: LbfgsOptions = {},
): Minimum {
  const n = start.length;
  let [x, gradient] = [Float64Array.from(start), new Float64Array(n)];
  let value = objective(x, gradient);
  const steps: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let iterations = 0; ; iterations++) {
    if (largest(gradient) < tolerance) return { x, value, iterations, converged: true };
    if (iterations === maxIterations) return { x, value, iterations, converged: false };
    const direction = twoLoops(gradient, steps);
    const slope = dot(direction, gradient);
    // The first step has no scale yet: one as long as 1 is safe.
    let length = steps.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    const [next, nextGradient] = [new Float64Array(n), new Float64Array(n)];
    let nextValue = Infinity;
    for (let tries = 0; tries < 40; tries++, length /= 2) {
      for (let i = 0; i < n; i++) next[i] = x[i] + length * direction[i];
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    // Rounding leaves nothing to win: as low as numbers of this size go.
    if (!(nextValue < value)) return { x, value, iterations, converged: false };
    const step = Float64Array.from(next, (to, i) => to - x[i]);
    const change = Float64Array.from(nextGradient, (to, i) => to - gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 1e-12) {
      steps.push({ step, change, curvature });
      if (steps.length > memory) steps.shift();
    }
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
}

/** −H·gradient, H being the inverse Hessian as the remembered steps suggest it. */
function twoLoops(gradient: Float64Array, steps: readonly { step: Float64Array; change: Float64Array; curvature: number }[]): Float64Array {
  const direction = Float64Array.from(gradient, (value) => -value);
  const factors: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const { step, change, curvature } = steps[k];
    factors[k] = dot(step, direction) / curvature;
    addScaled(direction, change, -factors[k]);
  }
  const last = steps.at(-1);
  const scale = last ? last.curvature / dot(last.change, last.change) : 1;
  for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  steps.forEach(({ step, change, curvature }, k) => addScaled(direction, step, factors[k] - dot(change, direction) / curvature));
  return direction;
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * from[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
