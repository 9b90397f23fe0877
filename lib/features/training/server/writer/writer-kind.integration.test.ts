import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { Evaluation, ModelReference } from '@/lib/features/runs';
import { comparePaired } from '@/lib/ml/eval';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { readManifest } from '@/lib/processes/inference/client';
import { writeTinyDecoder } from '@/lib/processes/inference/testing/tiny-models';
import { runPlace, temporaryFolder, watchedRun, type WatchedRun } from '../testing/run-place';
import { writerKind } from './writer-kind';

let root: string;
let parent: ModelReference;
let run: WatchedRun;
let hash: string;
const config = writerKind.config.parse({ epochs: 3, minutes: 1, learningRate: 1e-2 });

/** Twenty sentences on what beasts do, always in the same manner. */
function passages(count: number, seed: number): string[] {
  const rng = createRng(seed);
  const sentence = (): string => {
    const [colour, beast, doing] = [
      rng.pick(['red', 'green', 'blue', 'white']),
      rng.pick(['fox', 'owl', 'hen', 'cat']),
      rng.pick(['ran', 'sat', 'hid']),
    ];
    return `The ${colour} ${beast} ${doing}, and when it ${doing} the ${beast} was ${colour}.`;
  };
  return Array.from({ length: count }, (_, i) => `${i}. ${sentence()} ${sentence()}`);
}
/** By others, in the same words. */
const prose = passages(30, 9)
  .map((text) => text.replace(/^\d+\. /, ''))
  .join('\n\n');
const lines = (texts: readonly string[]): string => texts.map((text) => JSON.stringify({ text })).join('\n');
const compare = (candidate: Evaluation, other: Evaluation) => {
  expect(candidate.rows.map(({ id }) => id)).toEqual(other.rows.map(({ id }) => id));
  const values = ({ rows }: Evaluation): number[] => rows.map(({ value }) => value);
  return comparePaired(values(candidate), values(other), createRng(1), { lowerIsBetter: true }).verdict;
};

beforeAll(async () => {
  root = await temporaryFolder();
  const folder = path.join(root, 'tiny');
  await writeTinyDecoder(folder);
  parent = { name: 'tiny', version: '1', folder };
  run = await runPlace(root, { 'passages.jsonl': lines(passages(60, 1)), 'general.txt': prose }, { parent });
  hash = (await writerKind.prepare(config, run)).dataSha256;
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

it('prepares the same examples again, others for another seed, and counts what counts double', async () => {
  const again = await runPlace(root, { 'passages.jsonl': lines(passages(60, 1)), 'general.txt': prose }, { parent });
  const prepared = await writerKind.prepare(config, again);
  expect(prepared.dataSha256).toBe(hash);
  expect(prepared.counts).toMatchObject({ heldOut: 12, validation: 6 });
  expect(prepared.estimate.seconds).toBeGreaterThan(0);
  const other = await runPlace(root, { 'passages.jsonl': lines(passages(60, 1)) }, { parent, seed: 2 });
  expect((await writerKind.prepare(config, other)).dataSha256).not.toBe(hash);
  const weighted = passages(60, 1)
    .map((text) => JSON.stringify({ text, weight: 2 }))
    .join('\n');
  const double = await runPlace(root, { 'passages.jsonl': weighted }, { parent });
  expect((await writerKind.prepare(config, double)).counts.tokens).toBe(prepared.counts.tokens * 2);
});

it('learns a manner, the same when it is stopped on the way; shuffled words are worse on the same rows', async () => {
  const trained = await writerKind.train(config, run);
  expect(run.samples.length).toBeGreaterThan(1);
  expect(run.metrics.some(({ values }) => values.loss !== undefined)).toBe(true);
  expect(run.metrics.filter(({ values }) => values.validationLoss !== undefined).length).toBeGreaterThan(2);
  expect(await writerKind.train(config, watchedRun(run.place, run))).toEqual(trained);

  const again = await runPlace(root, { 'passages.jsonl': lines(passages(60, 1)), 'general.txt': prose }, { parent });
  await writerKind.prepare(config, again);
  const stopping = { ...again, onMetric: ({ step }: { step: number }) => void (step > 2 && again.stop()) };
  await expect(writerKind.train(config, stopping)).rejects.toThrow('stopped by the test');
  expect((await writerKind.train(config, watchedRun(again.place, again))).sha256).toBe(trained.sha256);

  const folder = path.join(root, 'candidate');
  await writerKind.export(config, { name: 'zega', version: 'v1', folder }, run);
  const manifest = await readManifest(folder);
  expect(Object.keys(manifest.files)).toEqual(expect.arrayContaining(['README.md', 'adapter/adapter_config.json', 'model.safetensors', 'onnx/model_quantized.onnx', 'tokenizer.json'])); // prettier-ignore
  const adapters = readSafetensors(await readFile(path.join(folder, 'adapter', 'adapter_model.safetensors'))).tensors;
  expect([...adapters.keys()]).toContain('base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight');
  const [candidate, before] = [await writerKind.evaluate(folder, run), await writerKind.evaluate(parent.folder, run)];
  expect(compare(candidate, before)).toBe('better');
  expect(candidate.rows).toHaveLength(12);
  expect(candidate.baseline?.rows).toEqual(before.baseline?.rows);
  expect(candidate.guards?.[0].rows.map(({ id }) => id)).toEqual(before.guards?.[0].rows.map(({ id }) => id));
  expect(candidate.metrics.natsPerByte.value).toBeLessThan(before.metrics.natsPerByte.value);

  const rng = createRng(3);
  const shuffled = passages(60, 1).map((text) => rng.shuffle(text.split(' ')).join(' '));
  const wrong = await runPlace(root, { 'passages.jsonl': lines(shuffled) }, { parent });
  await writerKind.prepare(config, wrong);
  await writerKind.train(config, wrong);
  const refused = path.join(root, 'shuffled');
  await writerKind.export(config, { name: 'zega', version: 'v2', folder: refused }, wrong);
  expect(compare(await writerKind.evaluate(refused, run), candidate)).toBe('worse');
});

it('answers with a folder that is whole, and refuses one that is not', async () => {
  const folder = path.join(root, 'served');
  await writeTinyDecoder(folder);
  const served = await writerKind.serve(folder, root);
  expect((await served.answer.generate({ prompt: 'the cat', maxTokens: 4, seed: 1 })).tokens).toBeGreaterThan(0);
  served.close();
  await writeFile(path.join(folder, 'tokenizer.json'), '{}');
  await expect(writerKind.serve(folder, root)).rejects.toMatchObject({ code: 'unprocessable' });
});

it('makes a writer of its own from a text, which is measured on the same rows as others', async () => {
  const text = passages(240, 4).join('\n\n');
  const scratch = writerKind.config.parse({ from: 'scratch', epochs: 1, minutes: 0.1, heldOut: 0.1 });
  const own = await runPlace(root, { 'text.txt': text, 'general.txt': prose });
  await writerKind.prepare(scratch, own);
  await writerKind.train(scratch, own);
  const folder = path.join(root, 'own');
  await writerKind.export(scratch, { name: 'own', version: 'v1', folder }, own);
  expect(compare(await writerKind.evaluate(folder, own), await writerKind.evaluate(parent.folder, own))).toBe('better');
});

it.each([
  ['three passages', lines(passages(3, 1)), '7 more are needed'],
  ['a line that is no JSON', `${lines(passages(12, 1))}\nonce upon a time`, 'Line 13'],
  [
    'the same again and again',
    lines(Array.from({ length: 30 }, () => 'The red fox sat by the green owl and sang to the white hen.')),
    '9 more are needed',
  ],
])('refuses %s', async (_, content, message) => {
  const own = await runPlace(root, { 'passages.jsonl': content }, { parent });
  await expect(writerKind.prepare(config, own)).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringContaining(message) as string,
  });
});
