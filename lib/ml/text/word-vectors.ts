import type { Rng } from '@/lib/core/rng';
import { leadingEigenpairs, type SparseSymmetric } from './sparse-eigen';

export interface WordVectorOptions {
  /** Token ids lie below this; at most 20,000, for counts are kept as a square. */
  readonly vocabulary: number;
  readonly width: number;
  /** How far apart two tokens may stand to count as neighbours; 5 unless said. */
  readonly window?: number;
  /** Pairs that are counted no more than this often are noise; 1 unless said. */
  readonly leastCount?: number;
  readonly rng: Rng;
}

/**
 * Vectors of tokens from the company that they keep, float32 (vocabulary, width): positive pointwise mutual information with
 * smoothed contexts, factorised, each axis by the root of its weight (Levy and Goldberg 2014; Levy et al. 2015). Rows of
 * tokens that keep no company are zero. No training: a place from which an embedding table can start.
 */
export function wordVectors(texts: Iterable<ArrayLike<number>>, options: WordVectorOptions): Float32Array {
  const { vocabulary, width, window = 5, leastCount = 1, rng } = options;
  if (!(vocabulary > 0 && vocabulary <= 20_000)) throw new RangeError(`word vectors are for vocabularies up to 20,000, not ${vocabulary}`);
  if (!(width > 0 && width <= vocabulary)) throw new RangeError(`a width of ${width} does not fit a vocabulary of ${vocabulary}`);
  const matrix = mutualInformation(countNeighbours(texts, vocabulary, window), vocabulary, leastCount);
  const { values, vectors } = leadingEigenpairs(matrix, width, rng);
  const out = new Float32Array(vocabulary * width);
  for (let row = 0; row < vocabulary; row++) {
    for (let axis = 0; axis < width; axis++) out[row * width + axis] = vectors[row * width + axis] * Math.sqrt(Math.abs(values[axis]));
  }
  return out;
}

/** Symmetric counts, float32 (vocabulary, vocabulary); a neighbour at distance d counts 1/d. */
function countNeighbours(texts: Iterable<ArrayLike<number>>, vocabulary: number, window: number): Float32Array {
  const counts = new Float32Array(vocabulary * vocabulary);
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      for (let d = 1; d <= window && i + d < text.length; d++) {
        counts[text[i] * vocabulary + text[i + d]] += 1 / d;
        counts[text[i + d] * vocabulary + text[i]] += 1 / d;
      }
    }
  }
  return counts;
}

/** ½ (log p(i,j)/p(i)q(j) + log p(i,j)/q(i)p(j)) where it is positive, with q ∝ p^¾. */
function mutualInformation(counts: Float32Array, size: number, leastCount: number): SparseSymmetric {
  const sums = new Float64Array(size);
  let [kept, total] = [0, 0];
  counts.forEach((count, at) => {
    sums[Math.floor(at / size)] += count;
    total += count;
    if (count > leastCount) kept++;
  });
  const smoothed = sums.map((sum) => sum ** 0.75);
  const smoothedTotal = smoothed.reduce((sum, value) => sum + value, 0);
  // log p + log q, half of each: symmetric.
  const half = sums.map((sum, i) => (Math.log(sum / total) + Math.log(smoothed[i] / smoothedTotal)) / 2);
  const [starts, columns, values] = [new Int32Array(size + 1), new Int32Array(kept), new Float32Array(kept)];
  let at = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const count = counts[row * size + column];
      if (!(count > leastCount)) continue;
      const information = Math.log(count / total) - half[row] - half[column];
      if (information <= 0) continue;
      columns[at] = column;
      values[at++] = information;
    }
    starts[row + 1] = at;
  }
  return { size, starts, columns, values };
}
