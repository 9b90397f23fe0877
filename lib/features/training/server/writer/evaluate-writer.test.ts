import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { fitBigram } from '@/lib/ml/eval';
import { evaluateWriter } from './evaluate-writer';

const rng = createRng(1);
const passages = (count: number): number[][] => Array.from({ length: count }, () => Array.from({ length: 30 }, () => rng.int(10)));
const [train, heldOut] = [passages(20), passages(12)];
const bigram = fitBigram(train, 10);
const shifted = (by: number) => heldOut.map((tokens) => Float32Array.from(bigram.logLikelihoods(tokens), (value) => value + by));
const evaluate = (float32: Float32Array[], int8 = float32) =>
  evaluateWriter({
    heldOut: heldOut.map((tokens) => ({
      tokens: tokens.length,
      bytes: 60,
      bigram: -bigram.logLikelihoods(tokens).reduce((a, b) => a + b, 0),
    })),
    scores: { float32, int8 },
    rng: createRng(2),
  });

it('finds the difference that is there, and none where there is none', () => {
  const better = evaluate(shifted(0.5), shifted(0.4));
  expect(better.difference.value).toBeCloseTo(-0.5, 5);
  expect(better.beatsBigram).toBe(true);
  expect(better.int8Difference.value).toBeCloseTo(0.1, 5);
  expect(better.heldOutLoss.value).toBeCloseTo(better.bigramLoss - 0.5, 5);
  expect(better.bitsPerByte).toBeCloseTo((better.heldOutLoss.value / Math.LN2) * 0.5, 5);
  expect(evaluate(shifted(-0.5)).beatsBigram).toBe(false);
  const noise = heldOut.map((tokens, i) => Float32Array.from(bigram.logLikelihoods(tokens), (value) => value + (i % 2 ? 0.5 : -0.5)));
  expect(evaluate(noise)).toMatchObject({ beatsBigram: false });
});

it('refuses scores of other tokens', () => {
  expect(() => evaluate(shifted(0).map((scores) => scores.slice(1)))).toThrow('other tokens');
});
