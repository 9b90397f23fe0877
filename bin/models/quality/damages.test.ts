import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { readSentences } from '@/lib/features/stories/server/quality/reading';
import { damageNames, damages, unseenDamageNames } from '@/lib/features/stories/server/quality/fitting/damages';
import { fitFaults, fitPoints, soundness, type MeasuredExample } from '@/lib/features/stories/server/quality/fitting/fit';
import { evaluateScores, type Scored } from './evaluate';
import { faultOf, makeExamples, type Kind } from '@/lib/features/stories/server/quality/fitting/examples';
import { passagesOf, type Passage } from '@/lib/features/stories/server/quality/fitting/passages';
import { drawPassages } from './passages';
import { faultNames, featureNames, type Fault, type Features } from '@/lib/features/stories/server/quality/faults';

const sentence = (book: string, i: number): string => `On day ${i} of ${book} the old keeper Anna went to see Tom about a boat with number ${i} on it.`;
const record = (book: string) => ({
  book,
  author: book,
  genres: ['mystery'],
  title: 'one',
  text: Array.from({ length: 60 }, (_, i) => sentence(book, i) + (i % 3 === 2 ? '\n\n' : ' ')).join(''),
  licence: 'CC0',
  words: 1000,
  level: 1,
  part: 'train' as const,
});
const passages = drawPassages(['Rain', 'Sand', 'Snow'].map(record), 9, createRng(1));
const [passage] = passages;
const sources = { other: passages.find(({ book }) => book !== passage.book) as Passage, same: passages.find((other) => other !== passage && other.book === passage.book) };

it('cuts stories into passages of whole sentences, one after another', () => {
  const all = passagesOf(record('Rain'));
  const told = all.flatMap(({ sentences }) => sentences);
  expect(new Set(told).size).toBe(told.length);
  for (const { sentences } of all) {
    const words = sentences.join(' ').split(' ').length;
    expect(words).toBeGreaterThanOrEqual(120);
    expect(words).toBeLessThanOrEqual(230);
  }
  expect(new Set(passages.map(({ book }) => book)).size).toBe(3);
});

it('damages each passage in its own way, the same for the same seed', () => {
  const text = passage.sentences;
  for (const name of [...damageNames, ...unseenDamageNames]) {
    const damaged = damages[name](passage, sources, createRng(5));
    expect(damaged, name).toEqual(damages[name](passage, sources, createRng(5)));
    expect(damaged, name).not.toEqual(text);
  }
  const by = (name: keyof typeof damages) => damages[name](passage, sources, createRng(5)) ?? [];
  const letters = (sentences: readonly string[]) => sentences.join(' ').toLowerCase().match(/\p{L}+|\d+/gu)?.sort();
  expect(letters(by('words'))).toEqual(letters(text));
  expect([...by('order')].sort()).toEqual([...text].sort());
  expect(by('repetition')).toHaveLength(text.length);
  expect(new Set(by('repetition')).size).toBeLessThan(text.length);
  expect(by('spliceOther').some((each) => each.includes(sources.other.book))).toBe(true);
  expect(by('spliceOther')[0]).toBe(text[0]);
  expect(by('cut').at(-1)).not.toMatch(/[.!?]$/);
  expect(by('dropped').join(' ').split(' ').length).toBeLessThan(text.join(' ').split(' ').length);
});

it('gives each damage the request of its passage, except those that are about the request', () => {
  const examples = makeExamples(passages, { rng: createRng(2), terms: { rarest: 5, weights: new Map() }, unseen: true });
  const of = (kind: Kind) => examples.filter((example) => example.kind === kind && example.passage === 0);
  const [human] = of('human');
  expect(of('order')[0].request).toEqual(human.request);
  expect(of('genre')[0].request.genre).not.toBe('mystery');
  expect(of('genre')[0].sentences).toBe(human.sentences);
  expect(of('prompt')[0].request.prompt).not.toBe(human.request.prompt);
  expect(unseenDamageNames.some((name) => name in faultOf)).toBe(false);
  expect(readSentences(human.sentences).line).toBe(passages[0].sentences.join(' '));
});

const neutral = Object.fromEntries(featureNames.map((name) => [name, 0])) as unknown as Features;

it('fits what tells human from damaged, and maps it to points that do', () => {
  const rng = createRng(9);
  const make = (kind: Kind, change: Partial<Features>, i: number): MeasuredExample => ({
    kind,
    book: `b${i % 7}`,
    passage: i,
    features: { ...neutral, gain: rng.normal(), repeatedRuns: rng.normal(), ...change },
  });
  const examples = Array.from({ length: 120 }, (_, i) => [
    make('human', {}, i),
    make('order', { gain: rng.normal() - 3 }, i),
    make('repetition', { repeatedRuns: rng.normal() + 3 }, i),
  ]).flat();
  const fitted = fitFaults(examples);
  const odds = (kind: Kind) => soundness(fitted, examples.filter((example) => example.kind === kind)); // prettier-ignore
  const points = fitPoints(odds('human'), [...odds('order'), ...odds('repetition')]);
  expect(points.to.at(0)).toBe(0);
  expect(points.to.at(-1)).toBe(10);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(odds('human'))).toBeGreaterThan(mean(odds('order')) + 2);
  expect(mean(odds('human'))).toBeGreaterThan(mean(odds('repetition')) + 2);
});

it('holds a genre that differs to be rarer than sentences out of order', () => {
  const rng = createRng(11);
  const make = (kind: Kind, i: number): MeasuredExample => ({ kind, book: `b${i % 5}`, passage: i, features: { ...neutral, gain: rng.normal() } });
  const blind = fitFaults(Array.from({ length: 200 }, (_, i) => [make('human', i), make('order', i), make('genre', i)]).flat());
  const chance = (fault: Fault): number => Math.exp(blind.weights[faultNames.indexOf(fault)].at(-1) ?? NaN);
  expect(chance('genre') / chance('order')).toBeCloseTo(0.1, 1);
});

it('measures a perfect and a blind estimator as what they are', () => {
  const kinds: Kind[] = ['human', 'order', 'dropped'];
  const scored = (score: (kind: Kind, i: number) => number): Scored[] =>
    Array.from({ length: 60 }, (_, i) => kinds.map((kind) => ({ kind, book: `b${i % 6}`, score: score(kind, i), probability: score(kind, i) / 10, judged: 0.5 }))).flat();
  const perfect = evaluateScores(scored((kind) => (kind === 'human' ? 9 : 1)), createRng(1)).metrics; // prettier-ignore
  expect(perfect['auc.order']).toEqual({ value: 1, low: 1, high: 1 });
  expect(perfect['share.order.below5'].value).toBe(1);
  expect(perfect['judge.auc.order'].value).toBe(0.5);
  const blind = evaluateScores(scored((_, i) => 1 + ((i * 7) % 9)), createRng(1)).metrics; // prettier-ignore
  expect(blind['auc.dropped'].value).toBeCloseTo(0.5, 5);
  expect(blind.calibrationError.value).toBeGreaterThan(0.1);
});
