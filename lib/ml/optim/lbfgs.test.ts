import { expect, it } from 'vitest';
import { lbfgs, type Objective } from './lbfgs';

/** Rosenbrock 1960: a bent valley with its minimum at (1, 1). */
const rosenbrock: Objective = ([x, y], gradient) => {
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  gradient[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

it('finds the end of a bent valley', () => {
  const start = Float64Array.of(-1.2, 1);
  const { x, converged, iterations } = lbfgs(rosenbrock, start);
  expect(converged).toBe(true);
  expect(iterations).toBeLessThan(100);
  expect(x[0]).toBeCloseTo(1, 5);
  expect(x[1]).toBeCloseTo(1, 5);
  expect([...start]).toEqual([-1.2, 1]);
});

it('solves a badly scaled quadratic', () => {
  const scales = Float64Array.from({ length: 30 }, (_, i) => 10 ** (i / 10));
  const { x, converged } = lbfgs((at, gradient) => {
    let value = 0;
    for (let i = 0; i < at.length; i++) {
      gradient[i] = scales[i] * (at[i] - i);
      value += 0.5 * scales[i] * (at[i] - i) ** 2;
    }
    return value;
  }, new Float64Array(30));
  expect(converged).toBe(true);
  x.forEach((value, i) => expect(value).toBeCloseTo(i, 4));
});

it('says where it did not get there', () => {
  expect(lbfgs(rosenbrock, Float64Array.of(-1.2, 1), { maxIterations: 3 })).toMatchObject({ converged: false, iterations: 3 });
});
