import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/db/ctx';
import { fixedClock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import type { Evaluation, ModelReference, RunSurroundings } from '@/lib/features/runs';
import { comparePaired } from '@/lib/ml/eval';
import { fitNaiveBayes } from '@/lib/ml/text';
import { basisWidth, fitHashedLogistic, placesOf, saveHashedLogistic, type HingeBasis } from '@/lib/ml/train/tabular';
import { graphFile, writeModelFolder } from '@/lib/processes/inference/client';
import { writeTinyDecoder } from '@/lib/processes/inference/testing/tiny-models';
import { genres } from '@/lib/vocabulary/genres';
import type { EstimatorFile } from '../estimator';
import { faultNames, featureNames } from '../faults';
import type { Example } from './examples';
import { qualityKind, type QualityExamples } from './quality-kind';

let root: string;
let parent: ModelReference;
const config = qualityKind.config.parse({ passages: 24 });

/** An estimator without an opinion, that listens to an untrained writer. */
async function writeBlankEstimator(models: string): Promise<ModelReference> {
  await writeTinyDecoder(path.join(models, 'writer'), { name: 'writer' });
  const manifest = JSON.parse(await readFile(path.join(models, 'writer', 'loam.json'), 'utf8')) as {
    files: Record<string, { sha256: string }>;
  };
  const blank: HingeBasis = { low: 0, high: 0, mean: 0, deviation: 1, knots: [] };
  const runs = fitHashedLogistic([{ places: placesOf(['a'], 64), positive: true }], {
    size: 64,
    rng: createRng(1),
    epochs: 1,
    learningRate: 0.01,
  });
  const file: EstimatorFile = {
    version: 1,
    writer: { name: 'writer', version: '1', graph: manifest.files[graphFile('int8')].sha256, start: '<|endoftext|>' },
    embedder: null,
    terms: { rarest: 3, stems: [], weights: [] },
    genres: fitNaiveBayes(
      genres.map((genre) => ({ terms: [`word of ${genre}`], classes: [genre] })),
      genres,
      { minDf: 1, maxTerms: 10 },
    ).save(),
    neighbours: { order: saveHashedLogistic(runs), joined: saveHashedLogistic(runs) },
    bases: featureNames.map(() => ({ ...blank, knots: [] })),
    weights: faultNames.map(() => Array.from({ length: featureNames.length * basisWidth(blank) + 1 }, () => 0)),
    points: { from: [-10, 10], to: [0, 10] },
    human: {},
  };
  const folder = path.join(models, 'quality');
  await writeModelFolder(
    folder,
    { 'quality.json': new TextEncoder().encode(JSON.stringify(file)) },
    { name: 'quality', version: '1', kind: 'quality' },
  );
  return { name: 'quality', version: '1', folder };
}

/** A tale in chapters, each of other people: names come back, things are "a" before they are "the", questions are answered. */
function tale(chapters: number): string {
  const rng = createRng(6);
  const things = ['lamp', 'boat', 'rope', 'key', 'coin', 'drum', 'loaf', 'cart'];
  const names = ['Mara', 'Tobin', 'Elsa', 'Orrin', 'Petra', 'Hugo', 'Nadia', 'Simon'];
  const paragraph = (): string => {
    const [one, other] = rng.shuffle(names);
    const [thing, second] = rng.shuffle(things);
    return (
      `Early in the morning ${one} found a ${thing} beside the road to the harbour. "Whose ${thing} is this?" ${one} asked, and nobody answered. ` +
      `So ${one} carried the ${thing} to ${other}, who kept a small ${second} behind the door. ${other} looked at the ${thing} for a long time. ` +
      `"It was my father's," said ${other} at last, "and he lost it when I was young." Then ${other} gave the ${second} to ${one} in return. `
    );
  };
  return Array.from({ length: chapters }, () => `${paragraph()}${paragraph()}${paragraph()}`.trim()).join('\n\n');
}

async function runIn(name: string, files: Readonly<Record<string, string>> = {}): Promise<RunSurroundings & { stop(): void }> {
  const place = { dataDir: root, input: path.join(root, name, 'input'), work: path.join(root, name, 'work') };
  await mkdir(place.input, { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(place.input, file), content);
  const abort = new AbortController();
  return {
    ctx: { clock: fixedClock(new Date('2026-01-02T03:04:05Z')) } as unknown as Ctx,
    place,
    seed: 1,
    parent,
    signal: abort.signal,
    onMetric: () => undefined,
    onSample: () => undefined,
    log: () => undefined,
    stop: () => abort.abort(new Error('stopped by the test')),
  };
}

const compare = (candidate: Evaluation, other: Evaluation) => {
  expect(candidate.rows.map(({ id }) => id)).toEqual(other.rows.map(({ id }) => id));
  const values = ({ rows }: Evaluation): number[] => rows.map(({ value }) => value);
  return comparePaired(values(candidate), values(other), createRng(1)).verdict;
};

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-quality-'));
  parent = await writeBlankEstimator(path.join(root, 'models'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('learns what is wrong with damaged passages, the same when it is stopped; from shuffled labels it learns nothing', async () => {
  const first = await runIn('first', { 'text.txt': tale(26) });
  const prepared = await qualityKind.prepare(config, first);
  const second = await runIn('second', { 'text.txt': tale(26) });
  expect((await qualityKind.prepare(config, second)).dataSha256).toBe(prepared.dataSha256);

  const stopping = { ...first, onMetric: ({ step }: { step: number }) => void (step >= 20 && first.stop()) };
  await expect(qualityKind.train(config, stopping)).rejects.toThrow('stopped by the test');
  const trained = await qualityKind.train(config, await runIn('first'));
  const heard = (await readdir(first.place.work)).find((name) => name.startsWith('likelihoods-'))!;
  // What the writer says of a text need not be asked again; everything after it is.
  for (const { place } of [second]) await cp(path.join(first.place.work, heard), path.join(place.work, heard));
  expect((await qualityKind.train(config, second)).sha256).toBe(trained.sha256);

  const folder = path.join(root, 'models', 'candidate');
  await qualityKind.export(config, { name: 'own', version: 'v1', folder }, first);
  const again = await runIn('first');
  const [candidate, before] = [await qualityKind.evaluate(folder, again), await qualityKind.evaluate(parent.folder, again)];
  expect(before.rows.every(({ value }) => value === 0.5)).toBe(true);
  expect(compare(candidate, before)).toBe('better');
  expect(candidate.metrics.auc.value).toBeGreaterThan(0.75);

  const wrong = await runIn('wrong', { 'text.txt': tale(26) });
  await qualityKind.prepare(config, wrong);
  const file = path.join(wrong.place.work, 'examples.json');
  const examples = JSON.parse(await readFile(file, 'utf8')) as QualityExamples;
  const rng = createRng(8);
  const shuffled = (part: readonly Example[]): Example[] => {
    const kinds = rng.shuffle(part.map(({ kind }) => kind));
    return part.map((example, i) => ({ ...example, kind: kinds[i] }));
  };
  await writeFile(
    file,
    JSON.stringify({
      ...examples,
      fit: shuffled(examples.fit).map((example) => (example.kind === 'cut' ? { ...example, kind: 'order' } : example)),
    }),
  );
  await cp(path.join(first.place.work, heard), path.join(wrong.place.work, heard));
  await qualityKind.train(config, wrong);
  const refused = path.join(root, 'models', 'refused');
  await qualityKind.export(config, { name: 'own', version: 'v2', folder: refused }, wrong);
  expect(compare(await qualityKind.evaluate(refused, again), candidate)).toBe('worse');

  const served = await qualityKind.serve(folder, root);
  const [whole, broken] = [tale(1), Array.from({ length: 9 }, () => 'Early in the morning Mara found a lamp beside the road.').join(' ')];
  expect((await served.answer.score({ text: whole })).score).toBeGreaterThan((await served.answer.score({ text: broken })).score);
  served.close();
  await writeFile(path.join(folder, 'quality.json'), '{}');
  await expect(qualityKind.serve(folder, root)).rejects.toMatchObject({ code: 'unprocessable' });
});

it('refuses a text with too few passages, and says how many are missing', async () => {
  const short = await runIn('short', { 'text.txt': tale(20) });
  await expect(qualityKind.prepare(config, short)).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringMatching(/\d+ more are needed/) as string,
  });
});
