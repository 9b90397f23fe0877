import type { Rng } from '@/lib/core/rng';
import { hashSeed } from '@/lib/core/rng';
import { fromSignedBytes, toSignedBytes } from './signed-bytes';

/** Logistic regression over a set of named yes-or-no features, each of which falls into one of `weights.length` places. */
export interface HashedLogistic {
  /** A power of two of weights. */
  readonly weights: Float32Array;
  readonly intercept: number;
}

export interface HashedExample {
  /** Places, by {@link placesOf}. */
  readonly places: Int32Array;
  readonly positive: boolean;
}

/** Where named features fall ("feature hashing", Weinberger et al. 2009), each place once. */
export function placesOf(names: Iterable<string>, size: number): Int32Array {
  const places = new Set<number>();
  // The low bits of FNV-1a alone mix little; the high ones are folded in.
  for (const name of names) {
    const hash = hashSeed(name);
    places.add((hash ^ (hash >>> 15)) & (size - 1));
  }
  return Int32Array.from(places);
}

export interface HashedLogisticOptions {
  /** A power of two. */
  readonly size: number;
  readonly rng: Rng;
  /** Passes over the examples; default 3. */
  readonly epochs?: number;
  /** Default 0.1. */
  readonly learningRate?: number;
  /** Pulls weights to zero at each step; default 1e-6. */
  readonly l2?: number;
}

/**
 * Fits by AdaGrad (Duchi et al. 2011), one example at a time.
 * @throws RangeError for a size that is no power of two
 */
export function fitHashedLogistic(
  examples: readonly HashedExample[],
  { size, rng, epochs = 3, learningRate = 0.1, l2 = 1e-6 }: HashedLogisticOptions,
): HashedLogistic {
  if (size < 2 || (size & (size - 1)) !== 0) throw new RangeError(`size must be a power of two, got ${size}`);
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1e-3);
  let [intercept, interceptSquare] = [0, 1e-3];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { places, positive } of rng.fork(`epoch ${epoch}`).shuffle(examples)) {
      const error = 1 / (1 + Math.exp(-hashedLogOdds({ weights, intercept }, places))) - (positive ? 1 : 0);
      for (const place of places) {
        const gradient = error + l2 * weights[place];
        squares[place] += gradient * gradient;
        weights[place] -= (learningRate * gradient) / Math.sqrt(squares[place]);
      }
      interceptSquare += error * error;
      intercept -= (learningRate * error) / Math.sqrt(interceptSquare);
    }
  }
  return { weights, intercept };
}

/** Log-odds of the positive class. */
export function hashedLogOdds({ weights, intercept }: HashedLogistic, places: Int32Array): number {
  let sum = intercept;
  for (const place of places) sum += weights[place];
  return sum;
}

export interface SavedHashedLogistic {
  readonly intercept: number;
  /** What one step of the stored integers is worth. */
  readonly scale: number;
  /** Signed bytes in base64. */
  readonly weights: string;
}

/** To eight bits a weight. */
export function saveHashedLogistic({ weights, intercept }: HashedLogistic): SavedHashedLogistic {
  const { scale, bytes } = toSignedBytes(weights);
  return { intercept, scale, weights: bytes };
}

export function loadHashedLogistic({ intercept, scale, weights }: SavedHashedLogistic): HashedLogistic {
  return { intercept, weights: fromSignedBytes({ scale, bytes: weights }) };
}
