import { createRng } from '@/lib/core/rng';
import { finishHash, hashStart, hashUnit } from './word-scanner';

/** The 32-bit hashes of all runs of n neighbouring tokens; a text shorter than n counts as one run. */
export function shingles(tokens: readonly string[], n: number): Set<number> {
  const hashes = tokens.map(hashText);
  const found = new Set<number>();
  if (hashes.length === 0) return found;
  const length = Math.min(n, hashes.length);
  for (let i = 0; i + length <= hashes.length; i++) {
    let hash = hashStart;
    for (let j = i; j < i + length; j++) hash = Math.imul(hash ^ hashes[j], 0x9e3779b1) ^ (hash >>> 15);
    found.add(finishHash(hash) >>> 0);
  }
  return found;
}

/** |a ∩ b| / |a ∪ b|; 1 for two empty sets. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const item of small) if (large.has(item)) shared++;
  const union = a.size + b.size - shared;
  return union === 0 ? 1 : shared / union;
}

/**
 * A short signature of a set: the share of equal places in two signatures estimates their {@link jaccard} similarity
 * with a standard deviation of at most 1 / (2 √size) (Broder 1997). Signatures of the same size and seed compare.
 */
export function minHash(hashes: ReadonlySet<number>, size = 128, seed = 1): Uint32Array {
  const rng = createRng(seed);
  const signature = new Uint32Array(size).fill(0xffffffff);
  const offsets = Array.from({ length: size }, () => rng.int(2 ** 32));
  for (const hash of hashes)
    for (let i = 0; i < size; i++) {
      const mixed = finishHash(hash ^ offsets[i]) >>> 0;
      if (mixed < signature[i]) signature[i] = mixed;
    }
  return signature;
}

export function signatureSimilarity(a: Uint32Array, b: Uint32Array): number {
  if (a.length !== b.length) throw new RangeError(`signatures of ${a.length} and ${b.length} places do not compare`);
  return a.reduce((equal, value, i) => equal + (value === b[i] ? 1 : 0), 0) / a.length;
}

export interface SimilarPair {
  readonly left: number;
  readonly right: number;
  readonly similarity: number;
}

const signatureSize = 128;

/**
 * All pairs (left in `lefts`, right in `rights`) whose sets are at least `threshold` alike, ascending. Candidates come
 * from banded signatures, and each is then compared exactly: nothing dissimilar is reported, and a pair at the
 * threshold is missed with a probability below 2 %.
 */
export function similarPairs(
  lefts: readonly ReadonlySet<number>[],
  rights: readonly ReadonlySet<number>[],
  threshold: number,
): SimilarPair[] {
  const rows = rowsPerBand(threshold);
  const bandKeys = (signature: Uint32Array): string[] =>
    Array.from(
      { length: Math.floor(signatureSize / rows) },
      (_, band) => `${band}:${signature.subarray(band * rows, (band + 1) * rows).join()}`,
    );
  const buckets = new Map<string, number[]>();
  lefts.forEach((set, left) => {
    if (set.size === 0) return;
    for (const key of bandKeys(minHash(set, signatureSize))) {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(left);
      else buckets.set(key, [left]);
    }
  });
  const pairs: SimilarPair[] = [];
  rights.forEach((set, right) => {
    if (set.size === 0) return;
    const candidates = new Set(bandKeys(minHash(set, signatureSize)).flatMap((key) => buckets.get(key) ?? []));
    for (const left of candidates) {
      const similarity = jaccard(lefts[left], set);
      if (similarity >= threshold) pairs.push({ left, right, similarity });
    }
  });
  return pairs.sort((a, b) => a.left - b.left || a.right - b.right);
}

/** The longest bands that still bring two sets of this similarity together in one of them with 98 %. */
function rowsPerBand(threshold: number): number {
  for (let rows = 32; rows > 1; rows--) if (1 - (1 - threshold ** rows) ** Math.floor(signatureSize / rows) >= 0.98) return rows;
  return 1;
}

/** Share of the candidate's n-grams, repeats included, that stand in the reference; 0 where it has none. */
export function ngramOverlap<T extends string | number>(candidate: readonly T[], reference: readonly T[], n: number): number {
  const gramsOf = (tokens: readonly T[]): string[] =>
    Array.from({ length: Math.max(0, tokens.length - n + 1) }, (_, i) => tokens.slice(i, i + n).join('\u0000'));
  const known = new Set(gramsOf(reference));
  const grams = gramsOf(candidate);
  return grams.length === 0 ? 0 : grams.filter((gram) => known.has(gram)).length / grams.length;
}

function hashText(text: string): number {
  let hash = hashStart;
  for (let i = 0; i < text.length; i++) hash = hashUnit(hash, text.charCodeAt(i));
  return finishHash(hash);
}
