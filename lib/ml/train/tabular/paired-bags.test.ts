import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { fromSignedBytes, logShares, pairedBagsTrainer, pairScores, toSignedBytes, type BagPairs, type PairedBags } from '.';

/** Texts of five bags: each bag names its place by one of three words, and has noise. */
const vocabulary = 5 * 3 + 20;
function text(seed: number): Int32Array[] {
  const rng = createRng(seed);
  return Array.from({ length: 5 }, (_, place) => Int32Array.from([place * 3 + rng.int(3), 15 + rng.int(20), 15 + rng.int(20)]));
}

const pairsOf = (bags: readonly Int32Array[]): BagPairs => ({ before: bags, after: bags, signs: (i, j) => (i === j ? undefined : []) });
const partners = [0, 1, 2, 3].map((i) => [i, i + 1] as const);

function taught(texts: number, options: { drop?: number } = {}): { model: PairedBags; losses: number[] } {
  const trainer = pairedBagsTrainer({ vocabulary, width: 8, signs: 1, rng: createRng(3), ...options });
  const losses = Array.from({ length: texts }, (_, i) => trainer.step(pairsOf(text(i)), partners, 0.1));
  return { model: trainer.model, losses };
}

it('finds what follows among the others, and tells it from what goes before', () => {
  const { model, losses } = taught(1500);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(losses.slice(-100))).toBeLessThan(mean(losses.slice(0, 100)) / 2);
  let [right, all] = [0, 0];
  for (let seed = 9000; seed < 9050; seed++) {
    const scores = pairScores(model, pairsOf(text(seed)));
    for (const [i, j] of partners) {
      for (let other = 0; other < 5; other++) {
        if (other === i || other === j) continue;
        all++;
        if (scores[i * 5 + j] > scores[i * 5 + other]) right++;
      }
    }
    expect(scores[0]).toBe(-Infinity);
  }
  expect(right / all).toBeGreaterThan(0.95);
});

it('goes down the slope of its loss', () => {
  // The first step of AdaGrad from zero goes by the sign of the gradient: signs show it one by one.
  const strengths = [1, -2, 0.5];
  const of = (model: PairedBags, signs: Float32Array): number => {
    const scores = pairScores({ ...model, signs }, pairs);
    return -logShares(scores, [0, 1])[1] - logShares(scores, [1, 3])[0];
  };
  const pairs: BagPairs = {
    before: [new Int32Array(), new Int32Array()],
    after: [new Int32Array(), new Int32Array()],
    signs: (i, j) => strengths.map((strength, place) => [place, strength * (i + 1) * (j === 1 ? 1 : -0.3)] as const),
  };
  const trainer = pairedBagsTrainer({ vocabulary: 1, width: 1, signs: 3, rng: createRng(1) });
  const slopes = strengths.map((_, place) => {
    const moved = Float32Array.from(strengths, (__, at) => (at === place ? 1e-3 : 0));
    return (of(trainer.model, moved) - of(trainer.model, new Float32Array(3))) / 1e-3;
  });
  const loss = trainer.step(pairs, [[0, 1]], 0.01);
  expect(loss).toBeCloseTo(Math.log(2), 6);
  slopes.forEach((slope, place) => expect(Math.sign(trainer.model.signs[place])).toBe(-Math.sign(slope)));
});

it('learns the same from the same seed', () => {
  expect(taught(20).model).toEqual(taught(20).model);
  expect(taught(20).model).not.toEqual(taught(20, { drop: 0 }).model);
});

it('gives shares that add up, none to what cannot be', () => {
  const shares = logShares([1, -Infinity, 1000, 3], [0, 1, 3]);
  expect(shares.map(Math.exp).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(Math.exp(shares[1])).toBe(0);
});

it('keeps numbers through eight bits', () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i));
  const kept = fromSignedBytes(toSignedBytes(values));
  values.forEach((value, i) => expect(Math.abs(kept[i] - value)).toBeLessThanOrEqual(1 / 127));
  expect(fromSignedBytes(toSignedBytes(new Float32Array(3)))).toEqual(new Float32Array(3));
});
