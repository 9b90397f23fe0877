import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeModelFolder } from '@/lib/processes/inference/client';
import { findModel, findModels, modelFolder } from './model-folders';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-models-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const files = { 'config.json': new TextEncoder().encode('{}') };
const trained = (name: string, version: string) =>
  writeModelFolder(modelFolder(root, name, version), files, { name, version, kind: 'decoder', createdAt: `2026-01-0${version}T00:00:00Z` });

it('finds the newest of a name, a version by its name, and a folder', async () => {
  const shipped = path.join(root, 'shipped');
  await trained('writer', '1');
  await trained('writer', '3');
  await trained('writer', '2');
  await writeModelFolder(path.join(shipped, 'writer'), files, { name: 'writer', version: '9', kind: 'decoder' });
  await writeModelFolder(path.join(shipped, 'embedder'), files, { name: 'embedder', version: '1', kind: 'encoder' });
  await writeFile(path.join(modelFolder(root, 'writer', '2'), 'loam.json'), 'damaged');
  const found = await findModels(root, shipped);
  expect(found.map(({ manifest, shipped: came }) => `${manifest.name} ${manifest.version} ${came}`)).toEqual([
    'embedder 1 true',
    'writer 3 false',
    'writer 1 false',
    'writer 9 true',
  ]);
  expect((await findModel('writer', root, shipped)).manifest.version).toBe('3');
  expect((await findModel('writer@9', root, shipped)).shipped).toBe(true);
  expect((await findModel(modelFolder(root, 'writer', '1'), root, shipped)).manifest.version).toBe('1');
});

it('says what there is where a model is missing', async () => {
  await expect(findModel('writer', root, root)).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('loam ml train') as string });
  await trained('poet', '1');
  await expect(findModel('writer', root, root)).rejects.toThrow('There are: poet.');
  await expect(findModel('writer@7', root, root)).rejects.toThrow('There are: poet.');
  await expect(findModel('./nowhere', root, root)).rejects.toMatchObject({ code: 'not_found' });
});
