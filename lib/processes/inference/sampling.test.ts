import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { logLikelihood, sampleToken } from './sampling';

const plain = { temperature: 1, topP: 1, repetitionPenalty: 1 };
const probabilities = [0.5, 0.3, 0.15, 0.05];
const logits = () => Float32Array.from(probabilities, Math.log);
const nobody = new Set<number>();

function frequencies(sampling: typeof plain, draws = 20_000): number[] {
  const rng = createRng(1);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) counts[sampleToken(logits(), nobody, sampling, rng)]++;
  return counts.map((count) => count / draws);
}

describe('sampleToken', () => {
  it('draws by probability', () => {
    frequencies(plain).forEach((frequency, i) => expect(frequency).toBeCloseTo(probabilities[i], 1));
  });

  it('leaves the unlikely out under top-p, and scales the rest', () => {
    const drawn = frequencies({ ...plain, topP: 0.7 });
    expect(drawn[0]).toBeCloseTo(0.625, 1);
    expect(drawn.slice(2)).toEqual([0, 0]);
    expect(frequencies({ ...plain, topP: 0.01 })).toEqual([1, 0, 0, 0]);
    expect(frequencies({ ...plain, topP: 0.94 })[2]).toBeGreaterThan(0.1);
  });

  it('sharpens with a low temperature and is greedy at zero', () => {
    expect(frequencies({ ...plain, temperature: 0.25 })[0]).toBeGreaterThan(0.85);
    expect(frequencies({ ...plain, temperature: 0 })).toEqual([1, 0, 0, 0]);
  });

  it('makes what was said less likely, on both sides of zero', () => {
    const greedy = { ...plain, temperature: 0, repetitionPenalty: 2 };
    expect(sampleToken(Float32Array.of(3, 2), new Set([0]), greedy, createRng(1))).toBe(1);
    expect(sampleToken(Float32Array.of(-1, -1.5), new Set([0]), greedy, createRng(1))).toBe(1);
    expect(sampleToken(Float32Array.of(3, 1), new Set([0]), greedy, createRng(1))).toBe(0);
  });
});

describe('logLikelihood', () => {
  it('is the logarithm of the softmax, for large logits too', () => {
    expect(logLikelihood(logits(), 1)).toBeCloseTo(Math.log(0.3), 5);
    expect(logLikelihood(Float32Array.of(1000, 1000), 0)).toBeCloseTo(-Math.LN2, 5);
  });
});
