import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { perplexity } from './generation';
import { fitBigram, fitKneserNey } from './kneser-ney';

/** Chen and Goodman's formulas over string keys, recounted for every question. */
function definition(texts: readonly number[][], order: number, vocabularySize: number, context: readonly number[], token: number): number {
  const padded = texts.map((text) => ['^', ...text.map(String)]);
  const grams = (n: number): string[] =>
    padded.flatMap((text) => text.flatMap((_, i) => (i + n <= text.length ? [text.slice(i, i + n).join(' ')] : [])));
  const adjusted = (n: number): Map<string, number> => {
    const counts = new Map<string, number>();
    const longer = new Set(grams(n + 1));
    for (const gram of new Set(grams(n))) {
      if (gram === '^') continue;
      const raw = grams(n).filter((other) => other === gram).length;
      const continuation = [...longer].filter((other) => other.slice(other.indexOf(' ') + 1) === gram).length;
      counts.set(gram, n === order || gram.startsWith('^') ? raw : continuation);
    }
    return counts;
  };
  const probability = (n: number, before: readonly string[]): number => {
    if (n === 0) return 1 / vocabularySize;
    const used = before.slice(before.length - n + 1);
    if (before.length < n - 1) return probability(n - 1, before);
    const counts = adjusted(n);
    const [n1, n2, n3, n4] = [1, 2, 3, 4].map((c) => [...counts.values()].filter((count) => count === c).length);
    const y = n1 / (n1 + 2 * n2);
    const repaired = (value: number, count: number): number => (Number.isFinite(value) && value > 0 ? Math.min(value, count) : 0.5);
    const discounts = [0, repaired(1 - (2 * y * n2) / n1, 1), repaired(2 - (3 * y * n3) / n2, 2), repaired(3 - (4 * y * n4) / n3, 3)];
    const prefix = used.map((word) => `${word} `).join('');
    const after = [...counts].filter(([gram]) => gram.startsWith(prefix) && gram.split(' ').length === n);
    const total = after.reduce((sum, [, count]) => sum + count, 0);
    if (total === 0) return probability(n - 1, before);
    const freed = after.reduce((sum, [, count]) => sum + discounts[Math.min(count, 3)], 0);
    const count = counts.get(`${prefix}${token}`) ?? 0;
    return (count - discounts[Math.min(count, 3)] + freed * probability(n - 1, before)) / total;
  };
  return probability(order, ['^', ...context.map(String)]);
}

describe('fitKneserNey', () => {
  const text = fc.array(fc.nat(3), { maxLength: 12 });

  it('equals its definition', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, fc.integer({ min: 1, max: 4 }), (texts, held, order) => {
        const logs = fitKneserNey(texts, { order, vocabularySize: 5 }).logLikelihoods(held);
        held.forEach((token, i) => expect(Math.exp(logs[i])).toBeCloseTo(definition(texts, order, 5, held.slice(0, i), token), 10));
      }),
      { seed: 21, numRuns: 60 },
    );
  });

  it('gives probabilities: positive, and one in sum after any context', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), text, fc.integer({ min: 1, max: 4 }), (texts, context, order) => {
        const probabilities = fitKneserNey(texts, { order, vocabularySize: 6 }).distribution(context);
        expect(probabilities.every((p) => p > 0)).toBe(true);
        expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
      }),
      { seed: 22, numRuns: 150 },
    );
  });

  it('tells a trigram source from a bigram source', () => {
    const rng = createRng(31);
    const sample = (): number[] => {
      const tokens = [rng.int(20), rng.int(20)];
      while (tokens.length < 200)
        tokens.push(rng.next() < 0.8 ? (3 * tokens[tokens.length - 1] + 7 * tokens[tokens.length - 2]) % 20 : rng.int(20));
      return tokens;
    };
    const [train, held] = [Array.from({ length: 60 }, sample), Array.from({ length: 10 }, sample)];
    const of = (model: ReturnType<typeof fitBigram>): number => perplexity(held.flatMap((tokens) => [...model.logLikelihoods(tokens)]));
    const bigram = of(fitBigram(train, 20));
    const trigram = of(fitKneserNey(train, { order: 3, vocabularySize: 20 }));
    const entropy = -(0.81 * Math.log(0.81) + 19 * 0.01 * Math.log(0.01));
    expect(bigram).toBeGreaterThan(15);
    expect(trigram).toBeLessThan(1.25 * Math.exp(entropy));
    expect(trigram).toBeGreaterThan(0.9 * Math.exp(entropy));
  });

  it('refuses foreign tokens', () => {
    expect(() => fitKneserNey([[0, 5]], { vocabularySize: 5 })).toThrow(/token 5/);
    expect(() => fitBigram([[0]], 5).logLikelihoods([-1])).toThrow(/token -1/);
    expect(() => fitKneserNey([[0]], { order: 0, vocabularySize: 5 })).toThrow(/order/);
  });
});
