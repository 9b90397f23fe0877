import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { jaccard, minHash, ngramOverlap, shingles, signatureSimilarity, similarPairs } from './min-hash';

const rng = createRng(9);
const randomTokens = (length: number): string[] => Array.from({ length }, () => `w${rng.int(5000)}`);
/** A copy in which a share of the tokens is another. */
const edited = (tokens: readonly string[], share: number): string[] =>
  tokens.map((token) => (rng.next() < share ? `x${rng.int(1e6)}` : token));

describe('shingles and jaccard', () => {
  it('counts shared runs of tokens', () => {
    const a = shingles(['a', 'b', 'c', 'd'], 2);
    const b = shingles(['b', 'c', 'd', 'e'], 2);
    expect(a.size).toBe(3);
    expect(jaccard(a, b)).toBe(2 / 4);
    expect(jaccard(shingles(['b', 'a'], 2), shingles(['a', 'b'], 2))).toBe(0);
    expect(shingles(['a'], 3).size).toBe(1);
    expect(jaccard(new Set(), new Set())).toBe(1);
  });

  it('hardly ever confuses two shingles', () => {
    const all = new Set<number>();
    for (let i = 0; i < 300; i++) for (let j = 0; j < 100; j++) for (const hash of shingles([`w${i}`, `w${j}`], 2)) all.add(hash);
    expect(all.size).toBeGreaterThan(29_985);
  });
});

describe('minHash', () => {
  it('estimates the similarity within its standard error', () => {
    for (const share of [0, 0.02, 0.1, 0.3]) {
      const tokens = randomTokens(400);
      const [a, b] = [shingles(tokens, 3), shingles(edited(tokens, share), 3)];
      const estimate = signatureSimilarity(minHash(a, 512), minHash(b, 512));
      expect(Math.abs(estimate - jaccard(a, b))).toBeLessThan(0.09);
    }
    expect(() => signatureSimilarity(minHash(new Set([1]), 8), minHash(new Set([1]), 16))).toThrow(RangeError);
  });
});

describe('similarPairs', () => {
  it('finds the near copies among strangers, and no others', () => {
    const originals = Array.from({ length: 60 }, () => randomTokens(120));
    const lefts = originals.map((tokens) => shingles(tokens, 3));
    const rights = [
      ...Array.from({ length: 40 }, () => randomTokens(120)),
      ...originals.slice(0, 20).map((tokens) => edited(tokens, 0.03)),
    ].map((tokens) => shingles(tokens, 3));
    const exact = lefts.flatMap((a, left) =>
      rights.flatMap((b, right) => (jaccard(a, b) >= 0.6 ? [{ left, right, similarity: jaccard(a, b) }] : [])),
    );
    expect(exact.length).toBeGreaterThan(15);
    expect(similarPairs(lefts, rights, 0.6)).toEqual(exact);
  });
});

describe('ngramOverlap', () => {
  it('is the share of known n-grams', () => {
    expect(ngramOverlap(['a', 'b', 'c', 'a', 'b'], ['x', 'a', 'b'], 2)).toBe(2 / 4);
    expect(ngramOverlap([1, 2, 3], [12, 3], 1)).toBe(1 / 3);
    expect(ngramOverlap(['a'], ['a'], 2)).toBe(0);
  });
});
