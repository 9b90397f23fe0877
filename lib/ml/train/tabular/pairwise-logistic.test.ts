import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { fitPairwiseLogistic, pairwiseAccuracy, preferenceScore, type Preference } from './pairwise-logistic';

it('finds planted weights back from noisy preferences', () => {
  const rng = createRng(4);
  const planted = { a: 2, b: -1, c: 0 };
  const draw = () => ({ a: rng.normal(), b: rng.normal(), c: rng.normal() });
  const preferences = Array.from({ length: 4000 }, (): Preference => {
    const [left, right] = [draw(), draw()];
    const margin = preferenceScore({ weights: planted }, left) - preferenceScore({ weights: planted }, right);
    return rng.next() < 1 / (1 + Math.exp(-margin)) ? { better: left, worse: right } : { better: right, worse: left };
  });
  const model = fitPairwiseLogistic(preferences, { penalty: 0, iterations: 600 });
  expect(model.weights.a).toBeCloseTo(2, 0);
  expect(model.weights.b).toBeCloseTo(-1, 0);
  expect(Math.abs(model.weights.c)).toBeLessThan(0.15);
  expect(fitPairwiseLogistic(preferences, { penalty: 0, iterations: 600 })).toEqual(model);
});

it('counts ties half, and knows nothing without preferences', () => {
  const model = fitPairwiseLogistic([]);
  expect(model.weights).toEqual({});
  expect(pairwiseAccuracy(model, [{ better: { a: 1 }, worse: { a: 0 } }])).toBe(0.5);
  expect(
    pairwiseAccuracy({ weights: { a: 1 } }, [
      { better: { a: 1 }, worse: {} },
      { better: {}, worse: { a: 2 } },
    ]),
  ).toBe(0.5);
});
