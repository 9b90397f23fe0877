import { least, mean, splits } from './cohesion';

/** What the sentence encoder sees: neighbours that speak of the same, a seam between two halves, and how near the prompt is. */
export function embeddingFeatures(vectors: readonly ArrayLike<number>[], prompt: ArrayLike<number> | undefined): Record<string, number> {
  const n = vectors.length;
  const distances = (from: number, to: number): number[] =>
    vectors.flatMap((vector, i) => vectors.slice(i + from, i + to + 1).map((other) => cosine(vector, other)));
  const near = mean(distances(1, 1));
  const seams = embeddingSeams(vectors);
  return {
    meaning: near,
    meaningOrder: near - mean(distances(4, n)),
    meaningSeam: least(seams.map((seam) => seam.near)),
    meaningHalves: least(seams.map((seam) => seam.halves)),
    promptMeaning: prompt && n > 0 ? cosine(prompt, centre(vectors)) : NaN,
    promptNearest: prompt && n > 0 ? Math.max(...vectors.map((vector) => cosine(prompt, vector))) : NaN,
  };
}

/** Nearness in meaning of both sides of each place that could be a seam: around it, and of both parts. */
export function embeddingSeams(vectors: readonly ArrayLike<number>[]): { near: number; halves: number }[] {
  return splits(vectors.length).map((k) => ({
    near: cosine(centre(vectors.slice(Math.max(0, k - 3), k)), centre(vectors.slice(k, k + 3))),
    halves: cosine(centre(vectors.slice(0, k)), centre(vectors.slice(k))),
  }));
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, lengthA, lengthB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    lengthA += a[i] * a[i];
    lengthB += b[i] * b[i];
  }
  return lengthA === 0 || lengthB === 0 ? 0 : product / Math.sqrt(lengthA * lengthB);
}

function centre(vectors: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] += vector[i];
  return sum;
}
