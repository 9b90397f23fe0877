import type { Rng } from '@/lib/core/rng';

/**
 * How well one bag of tokens goes before another: the product of the sums of their vectors, which differ by the side that a token stands on, a
 * weight for the tokens of the second, and weights for signs of the pair. Trained to find the right partner among others (InfoNCE, van den
 * Oord et al. 2018), as sentences are by Logeswaran and Lee (2018).
 */
export interface PairedBags {
  readonly width: number;
  /** (vocabulary, width): tokens of the first and of the second bag. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** (vocabulary): tokens of the second bag, whatever the first. */
  readonly weights: Float32Array;
  readonly signs: Float32Array;
}

/** A sign of a pair, with its strength. */
export type PairSign = readonly [place: number, strength: number];

/** Bags of token ids, each of the first with each of the second. */
export interface BagPairs {
  readonly before: readonly Int32Array[];
  readonly after: readonly Int32Array[];
  /** Of the pair (i, j); undefined for a pair that cannot be. */
  readonly signs: (i: number, j: number) => readonly PairSign[] | undefined;
}

/** The sum of the vectors of a bag over the root of its size, written to `out` from `at` on. */
function sumOf(table: Float32Array, width: number, bag: Int32Array, out: Float32Array, at: number): void {
  for (const token of bag) for (let k = 0; k < width; k++) out[at + k] += table[token * width + k];
  const scale = rootOf(bag);
  for (let k = 0; k < width; k++) out[at + k] *= scale;
}

const rootOf = (bag: Int32Array): number => 1 / Math.sqrt(Math.max(1, bag.length));

export function bagVector(table: Float32Array, width: number, bag: Int32Array): Float32Array {
  const out = new Float32Array(width);
  sumOf(table, width, bag, out, 0);
  return out;
}

interface Scored {
  /** (before, after); −∞ for a pair that cannot be. */
  readonly scores: Float32Array;
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly signs: readonly (readonly PairSign[] | undefined)[];
}

function scorePairs(model: PairedBags, { before, after, signs }: BagPairs): Scored {
  const { width } = model;
  const [left, right] = [new Float32Array(before.length * width), new Float32Array(after.length * width)];
  before.forEach((bag, i) => sumOf(model.before, width, bag, left, i * width));
  after.forEach((bag, j) => sumOf(model.after, width, bag, right, j * width));
  const own = after.map((bag) => bag.reduce((sum, token) => sum + model.weights[token], 0) * rootOf(bag));
  const found = before.flatMap((_, i) => after.map((__, j) => signs(i, j)));
  const scores = new Float32Array(found.length).fill(-Infinity);
  found.forEach((pair, at) => {
    if (!pair) return;
    const [i, j] = [Math.floor(at / after.length), at % after.length];
    let score = own[j];
    for (let k = 0; k < width; k++) score += left[i * width + k] * right[j * width + k];
    for (const [place, strength] of pair) score += model.signs[place] * strength;
    scores[at] = score;
  });
  return { scores, left, right, signs: found };
}

/** Scores of all pairs, (before, after); −∞ for pairs that cannot be. */
export function pairScores(model: PairedBags, pairs: BagPairs): Float32Array {
  return scorePairs(model, pairs).scores;
}

export interface PairedBagsOptions {
  readonly vocabulary: number;
  readonly width: number;
  /** How many signs a pair may show. */
  readonly signs: number;
  readonly rng: Rng;
  /** Share of the tokens that are left out at each step; 0.2 unless said. */
  readonly drop?: number;
}

export interface PairedBagsTrainer {
  readonly model: PairedBags;
  /** Learns that the given pairs belong together, rather than either with any other; gives the mean loss in nats. */
  step(pairs: BagPairs, partners: readonly (readonly [before: number, after: number])[], rate: number): number;
}

/** Fits by AdaGrad (Duchi et al. 2011), one set of pairs at a time; the rate of a token's vector is one number. */
export function pairedBagsTrainer({ vocabulary, width, signs, rng, drop = 0.2 }: PairedBagsOptions): PairedBagsTrainer {
  const drawn = (label: string): Float32Array => {
    const own = rng.fork(label);
    return Float32Array.from({ length: vocabulary * width }, () => own.normal() * 0.1);
  };
  const model: PairedBags = {
    width,
    before: drawn('before'),
    after: drawn('after'),
    weights: new Float32Array(vocabulary),
    signs: new Float32Array(signs),
  };
  const seen = {
    before: new Float32Array(vocabulary).fill(1e-4),
    after: new Float32Array(vocabulary).fill(1e-4),
    weights: new Float32Array(vocabulary).fill(1e-3),
    signs: new Float32Array(signs).fill(1e-3),
  };
  const dropping = rng.fork('drop');
  const thinned = (bags: readonly Int32Array[]): Int32Array[] => bags.map((bag) => bag.filter(() => dropping.next() >= drop));

  function move(side: 'before' | 'after', bags: readonly Int32Array[], gradients: Float32Array, rate: number): void {
    bags.forEach((bag, i) => {
      const gradient = gradients.subarray(i * width, (i + 1) * width).map((value) => value * rootOf(bag));
      const square = gradient.reduce((sum, value) => sum + value * value, 0) / width;
      for (const token of bag) {
        seen[side][token] += square;
        const pace = rate / Math.sqrt(seen[side][token]);
        for (let k = 0; k < width; k++) model[side][token * width + k] -= pace * gradient[k];
      }
    });
  }

  function nudge(of: 'weights' | 'signs', place: number, gradient: number, rate: number): void {
    seen[of][place] += gradient * gradient;
    model[of][place] -= (rate * gradient) / Math.sqrt(seen[of][place]);
  }

  return {
    model,
    step(pairs, partners, rate) {
      const [before, after] = [thinned(pairs.before), thinned(pairs.after)];
      const { scores, left, right, signs: found } = scorePairs(model, { before, after, signs: pairs.signs });
      const { gradient, loss } = partnerLoss(scores, before.length, after.length, partners);
      const [toLeft, toRight, toSigns] = [new Float32Array(left.length), new Float32Array(right.length), new Map<number, number>()];
      const toOwn = new Float64Array(after.length);
      gradient.forEach((slope, at) => {
        if (slope === 0) return;
        const [i, j] = [Math.floor(at / after.length), at % after.length];
        for (let k = 0; k < width; k++) {
          toLeft[i * width + k] += slope * right[j * width + k];
          toRight[j * width + k] += slope * left[i * width + k];
        }
        for (const [place, strength] of found[at] ?? []) toSigns.set(place, (toSigns.get(place) ?? 0) + slope * strength);
        toOwn[j] += slope;
      });
      for (const [place, slope] of toSigns) nudge('signs', place, slope, rate);
      move('before', before, toLeft, rate);
      move('after', after, toRight, rate);
      after.forEach((bag, j) => bag.forEach((token) => nudge('weights', token, toOwn[j] * rootOf(bag), rate)));
      return loss;
    },
  };
}

/** The loss in nats a choice and its gradient by score: every partner is to be found among a row, and among a column. */
function partnerLoss(
  scores: Float32Array,
  rows: number,
  columns: number,
  partners: readonly (readonly [number, number])[],
): { gradient: Float64Array; loss: number } {
  const gradient = new Float64Array(scores.length);
  let loss = 0;
  const choose = (places: readonly number[], right: number): void => {
    const shares = logShares(scores, places);
    places.forEach((place, i) => (gradient[place] += Math.exp(shares[i]) - (place === right ? 1 : 0)));
    loss -= shares[places.indexOf(right)];
  };
  for (const [i, j] of partners) {
    choose(Array.from({ length: columns }, (_, column) => i * columns + column), i * columns + j); // prettier-ignore
    choose(Array.from({ length: rows }, (_, row) => row * columns + j), i * columns + j); // prettier-ignore
  }
  return { gradient, loss: loss / Math.max(1, 2 * partners.length) };
}

/** Logarithms of the shares that places have by their scores. */
export function logShares(scores: ArrayLike<number>, places: readonly number[]): number[] {
  const most = places.reduce((largest, place) => Math.max(largest, scores[place]), -Infinity);
  const total = Math.log(places.reduce((sum, place) => sum + Math.exp(scores[place] - most), 0)) + most;
  return places.map((place) => scores[place] - total);
}
