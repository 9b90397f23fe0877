import { describe, expect, it } from 'vitest';
import { chooseSizes } from './choose-sizes';

describe('the sizes of a writer', () => {
  it('grow with the text and the time, within bounds', () => {
    const parameters = [2_000, 20_000, 60_000, 300_000].map((tokens) => chooseSizes(tokens, 768, { epochs: 3, minutes: 60 }).parameters);
    expect(parameters.every((count, i) => i === 0 || count >= parameters[i - 1])).toBe(true);
    expect(parameters[3]).toBeGreaterThan(10 * parameters[0]);
    expect(chooseSizes(300_000, 768, { epochs: 3, minutes: 0.2 }).parameters).toBeLessThan(parameters[3]);
  });

  it('make as many updates as the epochs have rows', () => {
    const { steps, batch, time } = chooseSizes(100_000, 768, { epochs: 3, minutes: 5 });
    expect(steps * batch * time).toBeGreaterThan(2.9 * 100_000);
    expect(steps * batch * time).toBeLessThan(3.1 * 100_000);
  });

  it('are refused where there is no row to learn', () => {
    expect(() => chooseSizes(50, 320, { epochs: 1, minutes: 1 })).toThrow('too few');
  });
});
