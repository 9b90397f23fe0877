import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { fitNaiveBayes } from '@/lib/ml/text';
import { basisWidth } from '@/lib/ml/train/tabular';
import { estimate, openEstimator, type EstimatorFile } from './estimator';
import { faultNames, featureNames, type Features } from './faults';
import { cohesionFeatures } from './features/cohesion';
import { embeddingFeatures } from './features/embedding';
import { formFeatures } from './features/form';
import { languageFeatures, readingWindows, readLanguage } from './features/language';
import { mannerFeatures } from './features/manner';
import { repetitionFeatures } from './features/repetition';
import { genreFeatures, promptFeatures } from './features/request';
import { judgeFeatures } from './judge';
import { plainLine, readText, termsOf } from './reading';
import { blankNeighbours, blankSeams } from './testing/blank-neighbours';

const story =
  'Mara kept the lighthouse on the northern cape. Every evening she climbed the stairs with a can of oil. "Who will come tonight?" she asked the gulls. ' +
  'The gulls said nothing, as gulls do. Then a boat came round the rocks with its lamp out. Mara lit the lamp and rang the bell. ' +
  'The boat turned away from the rocks, and Mara slept well.';
const words = { weights: new Map<string, number>(), rarest: 5 };

it('reads a text as one line with plain quotes', () => {
  expect(plainLine('“Hi,” she\n said – and … left.\n\n* * *\n\nThen')).toBe('"Hi," she said - and ... left. Then');
  const { sentences } = readText(story);
  expect(sentences).toHaveLength(7);
  expect(sentences[4].names).toEqual([]);
  expect(sentences[6].names).toEqual(['Mara']);
  expect(termsOf('The keepers were keeping lamps')).toEqual(['keeper', 'keep', 'lamp']);
  expect(readText('123 456').sentences.length).toBeLessThanOrEqual(1);
});

/** A model to which a token is as likely as often it stood before: what is read with its context gains exactly what can be counted. */
const counting = (sequences: readonly Int32Array[]) =>
  Promise.resolve(
    sequences.map((tokens) =>
      Float64Array.from(tokens.subarray(1), (token, i) => tokens.subarray(0, i + 1).filter((other) => other === token).length),
    ),
  );

it('gives every sentence the likelihoods of its own tokens', async () => {
  const text = readText('Aa bb. Cc aa bb. Aa cc.');
  const ids = new Map<string, number>();
  const encode = (part: string): number[] =>
    part
      .toLowerCase()
      .split(/[ .]+/)
      .filter(Boolean)
      .map((word) => ids.get(word) ?? ids.set(word, ids.size + 1).size);
  const scores = await readLanguage(text, { start: [0], encode, score: counting });
  expect(scores).toEqual({ tokens: [2, 3, 2], inContext: [0, 2, 3], alone: [0, 0, 0], afterPrevious: [0, 2, 2], window: [2, 2, 0] });
  const features = languageFeatures(text, scores);
  expect(features.gain).toBeCloseTo(5 / 5, 9);
  expect(features.gainNear).toBeCloseTo(4 / 5, 9);
  expect(features.gainFar).toBeCloseTo(1 / 2, 9);
  expect(features.gainAbsent).toBe(0);
});

it('reads every sentence once with its context, however long the text is', () => {
  const rng = createRng(4);
  for (let round = 0; round < 200; round++) {
    const lengths = Array.from({ length: 1 + rng.int(40) }, () => 1 + rng.int(round % 10 === 0 ? 500 : 60));
    const windows = readingWindows(lengths);
    expect(windows.flatMap(({ known, to }) => lengths.slice(known, to).map((_, i) => known + i))).toEqual(lengths.map((_, i) => i));
    for (const { from, to, known } of windows) {
      const size = lengths.slice(from, to).reduce((sum, length) => sum + length, 0);
      expect(from).toBeLessThanOrEqual(known);
      // Only a sentence that is too long by itself makes a window too long.
      if (size > 280) expect(to - known).toBe(1);
    }
  }
});

it('sees that shuffled sentences hang together less, and halves of two texts share nothing', () => {
  const chain = readText(
    'Anna saw a wolf. The wolf saw a goat. The goat saw a cart. The cart had a wheel. The wheel hit a stone. The stone broke a glass. The glass cut a hand.',
  );
  const shuffled = readText(
    'The glass cut a hand. The goat saw a cart. The stone broke a glass. Anna saw a wolf. The wheel hit a stone. The wolf saw a goat. The cart had a wheel.',
  );
  const [whole, mixed] = [cohesionFeatures(chain, words), cohesionFeatures(shuffled, words)];
  expect(whole.cohesion).toBeGreaterThan(mixed.cohesion + 0.2);
  expect(whole.cohesionOrder).toBeGreaterThan(mixed.cohesionOrder);
  expect(whole.cohesionSeam).toBeGreaterThan(0);
  const halves = 'Anna fed the goat. The goat bit Anna. Anna hit the goat. The rocket rose. The rocket fell. A rocket burned.';
  expect(cohesionFeatures(readText(halves), words).cohesionSeam).toBe(0);
  const vectors = [...Array.from({ length: 4 }, () => [1, 0]), ...Array.from({ length: 4 }, () => [0, 1])];
  expect(embeddingFeatures(vectors, [0, 2])).toMatchObject({ meaningHalves: 0, promptNearest: 1 });
  expect(embeddingFeatures(vectors, undefined).promptNearest).toBeNaN();
});

it('sees a change of teller, repetition, and sentences that are not whole', () => {
  const change =
    'I took my hat. I went to my door. I saw my cat. I fed it for my aunt. He took his hat. He saw his dog. He hit his door. He lost his bag.';
  const same =
    'I took my hat. I went to my door. I saw my cat. I fed it for my aunt. I took my hat. I saw my dog. I hit my door. I lost my bag.';
  expect(mannerFeatures(readText(change)).personChange).toBeGreaterThan(mannerFeatures(readText(same)).personChange + 0.2);
  expect(mannerFeatures(readText('"Come in," he said. "I am here. "No," he said.')).speechMarks).toBeGreaterThan(0);
  expect(mannerFeatures(readText(story)).speechMarks).toBe(0);
  expect(repetitionFeatures(readText('A dog ran off home. A dog ran off home. It slept.')).repeatedSentences).toBeCloseTo(1 / 2, 9);
  expect(repetitionFeatures(readText(story)).repeatedSentences).toBe(0);
  expect(formFeatures(readText('The sun rose over the. it was')).endsWhole).toBe(0);
  expect(formFeatures(readText(story))).toMatchObject({ endsWhole: 1, endsMissing: 0, smallStarts: 0 });
});

it('compares a text with what was asked for, and says nothing where nothing was', () => {
  const genres = fitNaiveBayes(
    [
      { terms: termsOf('rocket orbit star planet'), classes: ['sci_fi'] },
      { terms: termsOf('lamp boat rocks gulls cape'), classes: ['adventure'] },
    ],
    ['sci_fi', 'adventure'],
    { minDf: 1 },
  );
  const text = readText(story);
  expect(genreFeatures(text, 'adventure', genres).genreBest).toBeGreaterThan(0);
  expect(genreFeatures(text, 'sci_fi', genres).genreBest).toBeLessThan(0);
  expect(genreFeatures(text, undefined, genres).genre).toBeNaN();
  expect(genreFeatures(text, 'romance', genres).genre).toBeNaN();
  expect(promptFeatures(text, 'Write a story about a lighthouse and a boat', words)).toEqual({ prompt: 1, promptMissed: 0 });
  expect(promptFeatures(text, 'dragons, boats', words)).toEqual({ prompt: 0.5, promptMissed: 1 });
  expect(promptFeatures(text, ' ', words).prompt).toBeNaN();
});

/** An estimator in which one feature speaks for each fault. */
function fileWith(signs: Partial<Record<string, string>>): EstimatorFile {
  const bases = featureNames.map(() => ({ low: -3, high: 3, mean: 0, deviation: 1, knots: [] as number[] }));
  const width = bases.reduce((sum, basis) => sum + basisWidth(basis), 0);
  return {
    version: 2,
    writer: { name: 'writer', version: '1', graph: 'a'.repeat(64), start: '' },
    embedder: null,
    terms: { rarest: 1, stems: [], weights: [] },
    genres: fitNaiveBayes([{ terms: ['a'], classes: ['x'] }], ['x'], { minDf: 1 }).save(),
    neighbours: blankNeighbours(),
    seams: blankSeams(),
    bases,
    weights: faultNames
      .map((fault) => [...featureNames.map((name) => (signs[fault] === name ? 2 : 0)), -3])
      .map((row) => row.slice(0, width + 1)),
    points: { from: [-8, 0, 4], to: [0, 5, 10] },
    human: Object.fromEntries(featureNames.map((name) => [name, [-1, 0, 1] as [number, number, number]])),
  };
}

const plain = Object.fromEntries(featureNames.map((name) => [name, 0])) as unknown as Features;

it('opens a score into parts that add up, and names what speaks for the heaviest', () => {
  const estimator = openEstimator(fileWith({ repetition: 'repeatedRuns', genre: 'genreBest' }));
  const fine = estimate(estimator, plain);
  const repeated = estimate(estimator, { ...plain, repeatedRuns: 2.5 });
  for (const { score, parts } of [fine, repeated]) {
    expect(10 + parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
    expect(parts.every(({ points }) => points <= 0)).toBe(true);
  }
  expect(repeated.score).toBeLessThan(fine.score);
  const heaviest = repeated.parts.reduce((most, part) => (part.points < most.points ? part : most));
  expect(heaviest.fault).toBe('repetition');
  expect(heaviest.signs[0]).toMatchObject({ feature: 'repeatedRuns', value: 2.5, usual: [-1, 1] });
  expect(heaviest.signs[0].evidence).toBeCloseTo(5, 9);
});

it('leaves out faults that nothing was asked for', () => {
  const estimator = openEstimator(fileWith({ genre: 'genreBest' }));
  const wrong = estimate(estimator, { ...plain, genreBest: 3 });
  const unasked = estimate(estimator, { ...plain, genreBest: 3, genre: NaN, prompt: NaN });
  expect(wrong.parts.find(({ fault }) => fault === 'genre')?.probability).toBeGreaterThan(0.5);
  expect(unasked.parts.filter(({ fault }) => fault === 'genre' || fault === 'prompt').map(({ points }) => Math.abs(points))).toEqual([
    0, 0,
  ]);
  expect(unasked.score).toBeGreaterThan(wrong.score);
});

it('refuses damaged files', () => {
  const file = fileWith({});
  expect(() => openEstimator({ ...file, version: 1 })).toThrow('loam models build quality');
  expect(() => openEstimator({ ...file, bases: file.bases.slice(1) })).toThrow('other features');
  expect(() => openEstimator({ ...file, weights: file.weights.map((row) => row.slice(1)) })).toThrow('fit together');
  expect(() => openEstimator({ ...file, neighbours: { ...file.neighbours, vocabulary: ['a', 'b'] } })).toThrow('fit together');
});

it('gives the judge runs of word shapes, never the words themselves', () => {
  const names = judgeFeatures(readText('The Frobnicator was walking to Zanzibar.'));
  expect(names).toContain('the C was cing');
  expect(names.join(' ')).not.toMatch(/frobnicator|zanzibar/i);
});
