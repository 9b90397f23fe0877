import { allocateLike } from '../tensor/arena';
import type { Optimizer } from './optimizer';

export interface SgdOptions {
  readonly momentum?: number;
  readonly weightDecay?: number;
}

/** Stochastic gradient descent with heavy-ball momentum, with the arithmetic of torch.optim.SGD. */
export function sgd({ momentum = 0.9, weightDecay = 0 }: SgdOptions = {}): Optimizer {
  return {
    init: (parameters) => ({ step: 0, slots: { velocity: allocateLike(parameters) } }),
    update(parameters, gradients, state, { learningRate, gradientScale = 1 }) {
      for (const [name, { data }] of parameters) {
        const gradient = gradients.get(name)!.data;
        const velocity = state.slots.velocity.get(name)!.data;
        for (let i = 0; i < data.length; i++) {
          velocity[i] = momentum * velocity[i] + gradient[i] * gradientScale + weightDecay * data[i];
          data[i] -= learningRate * velocity[i];
        }
      }
      return { ...state, step: state.step + 1 };
    },
  };
}
