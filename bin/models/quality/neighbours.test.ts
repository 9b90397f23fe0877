import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { damages } from '@/lib/features/stories/server/quality/fitting/damages';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';
import { neighbourFeatures, type NeighbourModels } from '@/lib/features/stories/server/quality/features/neighbours';
import { loadNeighbours, saveNeighbours } from '@/lib/features/stories/server/quality/features/neighbours-file';
import { readSentences } from '@/lib/features/stories/server/quality/reading';
import { fitNeighbours } from './neighbours';

const course = [
  ['woke', 'rose', 'stirred'],
  ['washed', 'dressed', 'yawned'],
  ['breakfasted', 'ate', 'drank'],
  ['departed', 'left', 'went'],
  ['walked', 'rode', 'marched'],
  ['arrived', 'knocked', 'entered'],
  ['talked', 'laughed', 'argued'],
  ['returned', 'slept', 'dreamed'],
];
const things = [
  ['boat', 'harbour', 'net', 'tide', 'gull'],
  ['rocket', 'orbit', 'planet', 'crater', 'moon'],
  ['castle', 'knight', 'dragon', 'sword', 'banner'],
  ['tram', 'office', 'ledger', 'clerk', 'stamp'],
];

/** Days that go the same way in other words: what happens tells the order, and what is there tells the book. */
function day(book: number, seed: number): Passage {
  const rng = createRng(seed);
  const sentences = course.map((deeds) => `They ${rng.pick(deeds)} by the ${rng.pick(things[book])} and the ${rng.pick(things[book])}.`);
  return { book: `${book}`, author: '', genres: [], sentences, around: '' };
}

const weights = { rarest: 3, weights: new Map<string, number>() };
const days = Array.from({ length: 120 }, (_, i) => day(i % 4, i));
const sizes = { words: 200, others: 100, width: 8, orderRounds: 4, joinedRounds: 24 };
const taught = (passages: readonly Passage[] = days): NeighbourModels => fitNeighbours(passages, weights, createRng(2), sizes);
const models = taught();

it('sees sentences out of order and two texts joined, on days it has not read', () => {
  const of = (sentences: readonly string[]) => neighbourFeatures(readSentences(sentences), models, weights);
  const rng = createRng(5);
  let [order, joined, worst] = [0, 0, 0];
  const rounds = 60;
  for (let i = 0; i < rounds; i++) {
    const passage = day(i % 4, 5000 + i);
    const sources = { other: day((i + 1) % 4, 6000 + i), same: undefined };
    const whole = of(passage.sentences);
    const shuffled = of(damages.order(passage, sources, rng.fork(`order ${i}`)) ?? []);
    const spliced = of(damages.spliceOther(passage, sources, rng.fork(`splice ${i}`)) ?? []);
    if (whole.followsSum > shuffled.followsSum) order++;
    if (whole.followsWorst > shuffled.followsWorst) worst++;
    if (whole.togetherHalves > spliced.togetherHalves) joined++;
    expect(whole.opens).toBeGreaterThan(1);
  }
  expect(order / rounds).toBeGreaterThan(0.95);
  expect(worst / rounds).toBeGreaterThan(0.9);
  expect(joined / rounds).toBeGreaterThan(0.9);
});

it('learns nothing of order from days without one', () => {
  const rng = createRng(8);
  const blind = taught(days.map((passage) => ({ ...passage, sentences: rng.shuffle(passage.sentences) })));
  const sums = Array.from({ length: 60 }, (_, i) => neighbourFeatures(readSentences(day(i % 4, 7000 + i).sentences), blind, weights).followsSum);
  expect(Math.abs(sums.reduce((sum, value) => sum + value, 0) / sums.length)).toBeLessThan(2);
});

it('learns the same from the same seed, and keeps it through its file', () => {
  expect(saveNeighbours(taught())).toEqual(saveNeighbours(models));
  const kept = loadNeighbours(saveNeighbours(models));
  const text = readSentences(day(1, 9000).sentences);
  const [before, after] = [models, kept].map((of) => neighbourFeatures(text, of, weights));
  for (const name of Object.keys(before)) expect(after[name], name).toBeCloseTo(before[name], 0);
  expect(() => loadNeighbours({ ...saveNeighbours(models), words: 3 })).toThrow(RangeError);
});

it('says nothing of a text of one sentence', () => {
  const found = neighbourFeatures(readSentences(['They walked.']), models, weights);
  for (const name of ['follows', 'followsSum', 'followsWorst', 'followsOnly', 'together', 'togetherHalves', 'togetherNear', 'togetherSeam']) {
    expect(found[name], name).toBeNaN();
  }
});
