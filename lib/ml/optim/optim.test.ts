import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { allocate, allocateLike, copyInto, type FloatTensors } from '../tensor/arena';
import { float32 } from '../tensor/tensor';
import { adamw, clipFactor, globalNorm, learningRateAt, sgd, sparseAdam, sumRows, type Optimizer } from '.';

const tensors = (values: Record<string, number[]>): FloatTensors =>
  new Map(Object.entries(values).map(([name, list]) => [name, float32([list.length], list)]));

describe('learningRateAt', () => {
  it('rises to the peak over the warm-up', () => {
    const schedule = { shape: 'cosine', peak: 1, warmup: 4, total: 104 } as const;
    expect([0, 1, 2, 3].map((step) => learningRateAt(schedule, step))).toEqual([0.25, 0.5, 0.75, 1]);
    expect(learningRateAt(schedule, 4)).toBe(1);
  });

  it('falls to the floor at the end and stays there', () => {
    for (const shape of ['linear', 'cosine'] as const) {
      const schedule = { shape, peak: 2, warmup: 0, total: 100, floor: 0.1 };
      expect(learningRateAt(schedule, 50)).toBeCloseTo(1.1);
      expect(learningRateAt(schedule, 100)).toBeCloseTo(0.2);
      expect(learningRateAt(schedule, 500)).toBeCloseTo(0.2);
    }
    expect(learningRateAt({ shape: 'constant', peak: 3, total: 10 }, 9)).toBe(3);
  });
});

describe('clipping', () => {
  it('measures all gradients together and scales only what is too long', () => {
    const gradients = tensors({ a: [3, 0, 0, 0, 0], b: [4] });
    expect(globalNorm(gradients)).toBe(5);
    expect(clipFactor(5, 1)).toBeCloseTo(0.2);
    expect(clipFactor(0.5, 1)).toBe(1);
    expect(globalNorm(tensors({ a: [NaN] }))).toBeNaN();
  });
});

describe('optimizers', () => {
  const makers: Record<string, () => Optimizer> = { adamw: () => adamw(), sgd: () => sgd({ momentum: 0.9, weightDecay: 0.1 }) };
  it.each(Object.keys(makers))('%s keeps everything in its state: another instance goes on to the bit', (name) => {
    const rng = createRng(3);
    const noise = (): FloatTensors => tensors({ w: [rng.normal(), rng.normal()], b: [rng.normal()] });
    const gradients = Array.from({ length: 10 }, noise);
    const run = (swapAt: number): FloatTensors => {
      const weights = tensors({ w: [1, -1], b: [0.5] });
      let optimizer = makers[name]();
      let state = optimizer.init(weights);
      gradients.forEach((gradient, i) => {
        if (i === swapAt) {
          optimizer = makers[name]();
          const slots = Object.entries(state.slots).map(([slot, live]) => {
            const copy = allocateLike(live);
            copyInto(copy, live);
            return [slot, copy] as const;
          });
          state = { step: state.step, slots: Object.fromEntries(slots) };
        }
        state = optimizer.update(weights, gradient, state, { learningRate: 0.1, gradientScale: 0.5 });
      });
      expect(state.step).toBe(10);
      return weights;
    };
    expect(run(5)).toEqual(run(-1));
  });

  it('decays matrices but not vectors, unless told otherwise', () => {
    const weights = allocate([
      ['matrix', [1, 2]],
      ['vector', [2]],
    ]);
    for (const { data } of weights.values()) data.fill(1);
    const still = allocateLike(weights);
    const optimizer = adamw({ weightDecay: 0.5 });
    optimizer.update(weights, still, optimizer.init(weights), { learningRate: 0.1 });
    expect(weights.get('matrix')!.data[0]).toBeCloseTo(0.95);
    expect(weights.get('vector')!.data[0]).toBe(1);
  });
});

describe('sparseAdam', () => {
  it('touches only the rows of the batch', () => {
    const table = float32([3, 2], [1, 1, 1, 1, 1, 1]);
    const optimizer = sparseAdam();
    const state = optimizer.update(table, { rows: Int32Array.of(1), gradients: Float32Array.of(1, -1) }, optimizer.init(table), {
      learningRate: 0.1,
    });
    expect([...table.data.slice(0, 2), ...table.data.slice(4)]).toEqual([1, 1, 1, 1]);
    expect(table.data[2]).toBeCloseTo(0.9);
    expect(table.data[3]).toBeCloseTo(1.1);
    expect([...state.first.data.slice(0, 2)]).toEqual([0, 0]);
  });

  it('sums the gradients of a row that repeats', () => {
    const summed = sumRows({ rows: Int32Array.of(4, 2, 4), gradients: Float32Array.of(1, 2, 10, 20, 100, 200) }, 2);
    expect(summed).toEqual({ rows: Int32Array.of(4, 2), gradients: Float32Array.of(101, 202, 10, 20), summed: true });
  });
});
