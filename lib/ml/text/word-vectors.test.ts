import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { leadingEigenpairs } from './sparse-eigen';
import { wordVectors } from './word-vectors';

describe('leadingEigenpairs', () => {
  const size = 40;
  const rng = createRng(3);
  const dense = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) if (rng.next() < 0.3) dense[i * size + j] = dense[j * size + i] = Math.fround(rng.normal());
  const places = [...dense.keys()].filter((at) => dense[at] !== 0);
  const starts = Int32Array.from({ length: size + 1 }, (_, row) => places.filter((at) => at < row * size).length);
  const matrix = {
    size,
    starts,
    columns: Int32Array.from(places, (at) => at % size),
    values: Float32Array.from(places, (at) => dense[at]),
  };
  const all = leadingEigenpairs(matrix, size, createRng(1));

  it('are eigenpairs: the matrix stretches each vector by its value, and they stand at right angles', () => {
    for (let k = 0; k < size; k++) {
      const vector = Float64Array.from({ length: size }, (_, i) => all.vectors[i * size + k]);
      for (let i = 0; i < size; i++) {
        const stretched = vector.reduce((sum, value, j) => sum + dense[i * size + j] * value, 0);
        expect(stretched).toBeCloseTo(all.values[k] * vector[i], 6);
      }
      for (let other = 0; other <= k; other++) {
        const product = vector.reduce((sum, value, i) => sum + value * all.vectors[i * size + other], 0);
        expect(product).toBeCloseTo(other === k ? 1 : 0, 8);
      }
    }
  });

  it('of which the largest come first, and few are those of all', () => {
    const magnitudes = [...all.values].map(Math.abs);
    expect(magnitudes).toEqual([...magnitudes].sort((a, b) => b - a));
    const few = leadingEigenpairs(matrix, 3, createRng(9));
    few.values.forEach((value, k) => expect(value / all.values[k]).toBeCloseTo(1, 1));
  });
});

describe('wordVectors', () => {
  // Tokens 1 and 2 keep the same company, 3 and 4 another; 9 never occurs.
  const rng = createRng(5);
  const texts = Array.from({ length: 400 }, () => {
    const [word, company] = rng.next() < 0.5 ? [1 + rng.int(2), 5] : [3 + rng.int(2), 7];
    return [company, word, company + 1];
  });
  const vectors = wordVectors(texts, { vocabulary: 10, width: 4, window: 2, rng: createRng(1) });
  const cosine = (a: number, b: number): number => {
    const [x, y] = [a, b].map((row) => vectors.subarray(row * 4, row * 4 + 4));
    return x.reduce((sum, value, i) => sum + value * y[i], 0) / (Math.hypot(...x) * Math.hypot(...y));
  };

  it('are alike for words in like company', () => {
    expect(cosine(1, 2)).toBeGreaterThan(0.95);
    expect(cosine(3, 4)).toBeGreaterThan(0.95);
    expect(cosine(1, 3)).toBeLessThan(0.3);
  });
  it('are zero for what does not occur, and repeat', () => {
    expect([...vectors.subarray(36, 40)].every((value) => Math.abs(value) < 1e-6)).toBe(true);
    expect(wordVectors(texts, { vocabulary: 10, width: 4, window: 2, rng: createRng(1) })).toEqual(vectors);
  });
  it('refuse sizes that do not fit', () => {
    expect(() => wordVectors([], { vocabulary: 30_000, width: 4, rng })).toThrow(RangeError);
    expect(() => wordVectors([], { vocabulary: 4, width: 8, rng })).toThrow(RangeError);
  });
});
