import { expect, it } from 'vitest';
import { createRng, type Rng } from '@/lib/core/rng';
import { loadNeighbours } from '../features/neighbours-file';
import { seamFeatures, seamOdds, seamRows, seamSigns } from '../features/seams';
import { splits } from '../features/cohesion';
import { readSentences } from '../reading';
import { blankNeighbours } from '../testing/blank-neighbours';
import type { Kind } from './examples';
import { fitSeams } from './fit-seams';
import type { HeardExample } from './measure-examples';

const things = ['boat harbour net tide gull', 'rocket orbit planet crater moon', 'castle knight dragon sword banner'].map((row) => row.split(' '));
const tellers = ['I', 'He', 'They'];
const knowledge = { terms: { rarest: 3, weights: new Map<string, number>() }, neighbours: loadNeighbours(blankNeighbours()) };

const sentencesOf = (book: number, rng: Rng): string[] =>
  Array.from({ length: 10 }, () => `${tellers[book]} saw a ${rng.pick(things[book])} near the ${rng.pick(things[book])}.`);

/** What a writer without an opinion would say. */
function heard(kind: Kind, passage: number, sentences: readonly string[]): HeardExample {
  const text = readSentences(sentences);
  const zeros = sentences.map(() => 0);
  const language = { tokens: sentences.map(() => 8), inContext: zeros, alone: zeros, afterPrevious: zeros, window: zeros };
  return { example: { kind, sentences, request: {}, book: `${passage % 3}`, passage }, text, heard: { language } };
}

function pairOf(passage: number, rng: Rng): { whole: HeardExample; spliced: HeardExample; at: number } {
  const own = sentencesOf(passage % 3, rng);
  const at = 4 + rng.int(3);
  const spliced = [...own.slice(0, at), ...sentencesOf((passage + 1) % 3, rng).slice(at)];
  return { whole: heard('human', passage, own), spliced: heard('spliceOther', passage, spliced), at };
}

const rng = createRng(4);
const taught = Array.from({ length: 60 }, (_, i) => pairOf(i, rng));
const model = fitSeams(taught.flatMap(({ whole, spliced }) => [whole, spliced]), knowledge); // prettier-ignore
const rowsOf = ({ text, heard: said }: HeardExample) => seamRows(text, said, knowledge);

it('finds the place where two texts were joined, and none in whole ones', () => {
  let [found, told] = [0, 0];
  const rounds = 40;
  for (let i = 0; i < rounds; i++) {
    const { whole, spliced, at } = pairOf(i, rng);
    const odds = rowsOf(spliced).map((row) => seamOdds(model, row));
    if (splits(10)[odds.indexOf(Math.max(...odds))] === at) found++;
    const [joined, sound] = [spliced, whole].map((each) => seamFeatures(rowsOf(each), model));
    if (joined.seam > sound.seam) told++;
    expect(joined.seamAlone).toBeGreaterThanOrEqual(0);
  }
  expect(found / rounds).toBeGreaterThan(0.6);
  expect(told / rounds).toBeGreaterThan(0.9);
});

it('gives signs in their order, those that are missing counting for nothing', () => {
  const [row] = rowsOf(taught[0].whole);
  expect(row).toHaveLength(seamSigns.length);
  const meaning = seamSigns.indexOf('meaning');
  expect(row[meaning]).toBeNaN();
  const usual = row.map((value, i) => (i === meaning ? model.means[i] : value));
  expect(seamOdds({ ...model, weights: model.weights.map(() => 1) }, row)).toBeCloseTo(
    seamOdds({ ...model, weights: model.weights.map(() => 1) }, usual),
    9,
  );
  expect(seamFeatures([], model).seam).toBeNaN();
});
