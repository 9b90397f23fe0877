import { rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { Evaluation, ModelReference } from '@/lib/features/runs';
import { comparePaired } from '@/lib/ml/eval';
import { readManifest } from '@/lib/processes/inference/client';
import { writeTinyEncoder } from '@/lib/processes/inference/testing/tiny-models';
import { runPlace, temporaryFolder, watchedRun } from '../testing/run-place';
import { embedderKind } from './embedder-kind';

let root: string;
let parent: ModelReference;
const config = embedderKind.config.parse({ epochs: 6, learningRate: 5e-3 });

/** Sections of a manual: each on a tool of its own, whose name stands in every sentence of it. */
function manual(shuffled = false): string {
  const rng = createRng(2);
  const syllables = ['ka', 'lo', 'mi', 'ru', 'te', 'so', 'vi', 'pa'];
  const name = (): string => Array.from({ length: 3 }, () => rng.pick(syllables)).join('');
  const section = (): string => {
    const tool = name();
    const sentences = [
      `The ${tool} must be washed with warm water before the work begins in the morning.`,
      `You can sharpen the ${tool} with a flat stone and a little oil.`,
      `A ${tool} is a tool that every potter keeps beside the wheel.`,
      `If you want to store the ${tool} for long, wrap it into a dry cloth.`,
    ].map((sentence) => (shuffled ? rng.shuffle(sentence.split(' ').map((word) => (word === tool ? name() : word))).join(' ') : sentence));
    return `# The ${tool}\n\n${sentences.join(' ')}`;
  };
  return Array.from({ length: 60 }, section).join('\n\n');
}
const compare = (candidate: Evaluation, other: Evaluation) => {
  expect(candidate.rows.map(({ id }) => id)).toEqual(other.rows.map(({ id }) => id));
  const values = ({ rows }: Evaluation): number[] => rows.map(({ value }) => value);
  return comparePaired(values(candidate), values(other), createRng(1)).verdict;
};

beforeAll(async () => {
  root = await temporaryFolder();
  const folder = path.join(root, 'tiny');
  await writeTinyEncoder(folder, { context: 48 });
  parent = { name: 'tiny-encoder', version: '1', folder };
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('learns to find the passages of a text, the same when it is stopped; what it learns from shuffled words finds less', async () => {
  const run = await runPlace(root, { 'text.txt': manual() }, { parent });
  const prepared = await embedderKind.prepare(config, run);
  expect(prepared.counts).toMatchObject({ heldOut: 12, validation: 6 });
  const again = await runPlace(root, { 'text.txt': manual() }, { parent });
  expect((await embedderKind.prepare(config, again)).dataSha256).toBe(prepared.dataSha256);

  const trained = await embedderKind.train(config, run);
  const stopping = { ...again, onMetric: ({ step }: { step: number }) => void (step > 2 && again.stop()) };
  await expect(embedderKind.train(config, stopping)).rejects.toThrow('stopped by the test');
  expect((await embedderKind.train(config, watchedRun(again.place, again))).sha256).toBe(trained.sha256);

  const folder = path.join(root, 'candidate');
  await embedderKind.export(config, { name: 'finder', version: 'v1', folder }, run);
  expect(Object.keys((await readManifest(folder)).files)).toEqual(
    expect.arrayContaining(['README.md', 'modules.json', 'onnx/model_quantized.onnx']),
  );
  const [candidate, before] = [await embedderKind.evaluate(folder, run), await embedderKind.evaluate(parent.folder, run)];
  expect(compare(candidate, before)).toBe('better');
  expect(candidate.guards?.[0].rows.map(({ id }) => id)).toEqual(before.guards?.[0].rows.map(({ id }) => id));
  expect(candidate.baseline?.rows).toEqual(before.baseline?.rows);

  const wrong = await runPlace(root, { 'text.txt': manual(true) }, { parent });
  await embedderKind.prepare(config, wrong);
  await embedderKind.train(config, wrong);
  const refused = path.join(root, 'shuffled');
  await embedderKind.export(config, { name: 'finder', version: 'v2', folder: refused }, wrong);
  expect(compare(await embedderKind.evaluate(refused, run), candidate)).toBe('worse');

  const served = await embedderKind.serve(folder, root);
  expect(await served.answer.embed(['the kiln'])).toHaveLength(1);
  served.close();
  await truncate(path.join(folder, 'onnx', 'model_quantized.onnx'), 1000);
  await expect(embedderKind.serve(folder, root)).rejects.toMatchObject({ code: 'unprocessable' });
});

it('refuses a text that is too short', async () => {
  const short = await runPlace(root, { 'text.txt': manual().slice(0, 3000) }, { parent });
  await expect(embedderKind.prepare(config, short)).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringContaining('longer text') as string,
  });
});
