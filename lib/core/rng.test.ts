import { describe, expect, it } from 'vitest';
import { createRng, restoreRng } from './rng';

const take = (n: number, next: () => number) => Array.from({ length: n }, next);

describe('createRng', () => {
  it('repeats for a seed and differs between seeds', () => {
    expect(take(5, createRng(1).next)).toEqual(take(5, createRng(1).next));
    expect(take(5, createRng(1).next)).not.toEqual(take(5, createRng(2).next));
  });

  it('is pinned: stored seeds must keep their meaning', () => {
    expect(take(3, createRng(42).next)).toMatchInlineSnapshot(`
      [
        0.456255805445835,
        0.5641753580421209,
        0.5743777174502611,
      ]
    `);
  });

  it('fills [0, 1) evenly (chi-squared of 64 bins, far tail)', () => {
    const rng = createRng(3);
    const bins = new Array<number>(64).fill(0);
    for (let i = 0; i < 64_000; i++) bins[Math.floor(rng.next() * 64)]++;
    const chiSquared = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(120);
  });

  it('gives normal deviates with mean 0 and variance 1', () => {
    const rng = createRng(4);
    const sample = take(20_000, rng.normal);
    const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
    const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sample.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  it('continues from its state', () => {
    const rng = createRng(5);
    take(100, rng.next);
    const state = JSON.parse(JSON.stringify(rng.state())) as ReturnType<typeof rng.state>;
    expect(take(10, restoreRng(state).next)).toEqual(take(10, rng.next));
  });

  it('forks streams that do not depend on how far it has run', () => {
    const [fresh, used] = [createRng(6), createRng(6)];
    take(50, used.next);
    expect(take(5, fresh.fork('a').next)).toEqual(take(5, used.fork('a').next));
    expect(take(5, fresh.fork('a').next)).not.toEqual(take(5, fresh.fork('b').next));
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const shuffled = createRng(7).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 33])('refuses int(%s)', (n) => {
    expect(() => createRng(1).int(n)).toThrow(RangeError);
  });
});
