import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withDatabase } from '@/db/testing';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { writeModelFolder } from '@/lib/processes/inference/client';
import { writeTinyDecoder, writeTinyEncoder } from '@/lib/processes/inference/testing/tiny-models';
import { inference, measureModel, readModel, tryModel } from '.';
import { modelFolder } from './model-folders';

const database = withDatabase('pglite');
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-try-'));
  publishTestApp({ dataDir });
  await writeTinyDecoder(modelFolder(dataDir, 'tiny', '1'));
  await writeTinyEncoder(modelFolder(dataDir, 'tiny-encoder', '1'));
});
afterEach(async () => {
  inference(dataDir).close();
  await rm(dataDir, { recursive: true, force: true });
});

it('shows a model’s card without its head, and which of its files are what they were', async () => {
  const folder = path.join(dataDir, 'models', 'carded', '2');
  const bytes = (text: string) => new TextEncoder().encode(text);
  await writeModelFolder(
    folder,
    { 'README.md': bytes('---\ntags: [a]\n---\n# Carded\n\n<script>x</script>\n'), 'a.json': bytes('{}'), 'b.json': bytes('[]'), 'c.json': bytes('1') },
    { name: 'carded', version: '2', kind: 'quality' },
  );
  await writeFile(path.join(folder, 'a.json'), '{"changed":1}');
  await rm(path.join(folder, 'b.json'));
  const model = await readModel(database.ctx(), { name: 'carded' });
  expect(model).toMatchObject({ name: 'carded', version: '2', kind: 'quality', shipped: false, uses: ['score'] });
  expect(model.card).toBe('# Carded\n\n<script>x</script>\n');
  expect(model.files.map(({ name, state }) => `${name} ${state}`)).toEqual(['README.md verified', 'a.json changed', 'b.json missing', 'c.json verified']);
  await expect(tryModel(database.ctx(), { name: 'carded', maxTokens: 5, temperature: 1, seed: 1 })).rejects.toMatchObject({ code: 'unprocessable' });
});

it('knows the models of this installation, and no folder beside them', async () => {
  for (const name of ['nobody', 'tiny@7', path.join(dataDir, 'models', 'tiny', '1')]) {
    await expect(readModel(database.ctx(), { name }), name).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('tiny') as string });
  }
});

it('lets a decoder write and an encoder compare, each asked for what it can', async () => {
  const asked = { maxTokens: 8, temperature: 0.8, seed: 3 };
  const tried = await tryModel(database.ctx(), { name: 'tiny', prompt: 'the cat', ...asked });
  expect(tried.written?.tokens).toBeGreaterThan(0);
  expect((await tryModel(database.ctx(), { name: 'tiny@1', prompt: 'the cat', ...asked })).written?.text).toBe(tried.written?.text);
  await expect(tryModel(database.ctx(), { name: 'tiny', ...asked })).rejects.toMatchObject({ code: 'invalid_input', fields: { prompt: expect.any(String) as string } });
  const compared = await tryModel(database.ctx(), { name: 'tiny-encoder', sentences: ['the cat sat', 'the dog sat', 'the cat sat'], ...asked });
  const near = compared.similarities ?? [];
  expect(near[0][2]).toBeCloseTo(1, 5);
  expect(near[0][1]).toBeCloseTo(near[1][0], 6);
  expect(near[0][1]).toBeLessThan(1);
  await expect(tryModel(database.ctx(), { name: 'tiny-encoder', prompt: 'x', ...asked })).rejects.toMatchObject({ code: 'invalid_input' });
});

it('measures memory and times in a process that is gone afterwards', async () => {
  const measured = await measureModel(database.ctx(), { name: 'tiny' });
  expect(measured.bytes).toBeGreaterThan(10e6);
  expect(measured.loadMilliseconds).toBeGreaterThan(0);
  expect(measured.latencies.map(({ task }) => task)).toHaveLength(3);
  expect(measured.latencies.every(({ milliseconds, runs }) => milliseconds > 0 && runs === 5)).toBe(true);
  expect((await measureModel(database.ctx(), { name: 'tiny-encoder' })).latencies).toHaveLength(2);
});
