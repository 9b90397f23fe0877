import { allocateLike } from '../tensor/arena';
import type { Optimizer } from './optimizer';

export interface AdamWOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
  /** Which parameters decay; by default those with two or more dimensions (biases and gains do not). */
  readonly decays?: (name: string, shape: readonly number[]) => boolean;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019), with the arithmetic of torch.optim.AdamW. */
export function adamw({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  weightDecay = 0.01,
  decays = (_, shape) => shape.length >= 2,
}: AdamWOptions = {}): Optimizer {
  return {
    init: (parameters) => ({ step: 0, slots: { first: allocateLike(parameters), second: allocateLike(parameters) } }),
    update(parameters, gradients, state, { learningRate, gradientScale = 1 }) {
      const step = state.step + 1;
      const rate = learningRate / (1 - beta1 ** step);
      const correction = 1 / Math.sqrt(1 - beta2 ** step);
      for (const [name, { data, shape }] of parameters) {
        const keep = 1 - (decays(name, shape) ? learningRate * weightDecay : 0);
        const gradient = gradients.get(name)!.data;
        const [first, second] = [state.slots.first.get(name)!.data, state.slots.second.get(name)!.data];
        adamStep(data, gradient, first, second, { beta1, beta2, epsilon, keep, rate, correction, gradientScale });
      }
      return { ...state, step };
    },
  };
}

interface StepConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly keep: number;
  readonly rate: number;
  readonly correction: number;
  readonly gradientScale: number;
}

/** One pass over an array. A function of its own, so that the compiler sees one small loop over typed arrays. */
function adamStep(
  weights: Float32Array,
  gradient: Float32Array,
  first: Float32Array,
  second: Float32Array,
  { beta1, beta2, epsilon, keep, rate, correction, gradientScale }: StepConstants,
): void {
  const [fresh1, fresh2] = [1 - beta1, 1 - beta2];
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i] * gradientScale;
    const m = beta1 * first[i] + fresh1 * g;
    const v = beta2 * second[i] + fresh2 * g * g;
    first[i] = m;
    second[i] = v;
    weights[i] = weights[i] * keep - (rate * m) / (Math.sqrt(v) * correction + epsilon);
  }
}
