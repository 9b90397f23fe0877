import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '@/lib/core/rng';
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

/** Top-p by the book: everything sorted, then cut. */
function sortedDraw(logits: Float32Array, { temperature, topP }: typeof plain, rng: Rng): number {
  const largest = Math.max(...logits);
  const weighed = Array.from(logits, (logit, token) => ({ token, weight: Math.exp((logit - largest) / temperature) }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  weighed.sort((a, b) => b.weight - a.weight || a.token - b.token);
  let [kept, sum] = [0, 0];
  while (kept < weighed.length && sum < topP * total) sum += weighed[kept++].weight;
  let left = rng.next() * sum;
  return weighed.slice(0, kept).find(({ weight }) => (left -= weight) < 0)!.token;
}

describe('sampleToken in a large vocabulary', () => {
  const rng = createRng(11);
  /** One word nearly certain, some likely, all alike. */
  const shapes = [12, 3, 1, 0].map((spread) => Float32Array.from({ length: 3000 }, () => spread * rng.normal()));

  it.each([0.05, 0.5, 0.92, 0.999])('draws as if everything were sorted, top-p %d', (topP) => {
    for (const temperature of [0.4, 1, 1.7]) {
      const sampling = { ...plain, temperature, topP };
      for (const [i, row] of shapes.entries()) {
        for (let seed = 0; seed < 5; seed++)
          expect(sampleToken(row, nobody, sampling, createRng(seed * 7 + i))).toBe(sortedDraw(row, sampling, createRng(seed * 7 + i)));
      }
    }
  });

  it('leaves the logits as they are', () => {
    const row = shapes[1].slice();
    sampleToken(row, new Set([1, 2, 3]), { temperature: 0.7, topP: 0.9, repetitionPenalty: 1.3 }, createRng(1));
    expect(row).toEqual(shapes[1]);
  });
});

describe('logLikelihood', () => {
  it('is the logarithm of the softmax, for large logits too', () => {
    expect(logLikelihood(logits(), 1)).toBeCloseTo(Math.log(0.3), 5);
    expect(logLikelihood(Float32Array.of(1000, 1000), 0)).toBeCloseTo(-Math.LN2, 5);
  });
});
