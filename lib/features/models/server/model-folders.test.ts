import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeModelFolder } from '@/lib/processes/inference/client';
import { findModel, findModels, modelFolder, servingModel, servingModels } from './model-folders';
import { writeActive } from './registry/active-file';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-models-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const files = { 'config.json': new TextEncoder().encode('{}') };
const trained = (name: string, version: string) =>
  writeModelFolder(modelFolder(root, name, version), files, { name, version, kind: 'decoder', createdAt: `2026-01-0${version.replace('v', '')}T00:00:00Z` });

it('finds what is in use first, then the rest, and a folder', async () => {
  const shipped = path.join(root, 'shipped');
  await trained('writer', 'v1');
  await trained('writer', 'v3');
  await trained('writer', 'v2');
  await writeModelFolder(path.join(shipped, 'writer'), files, { name: 'writer', version: '9', kind: 'decoder' });
  await writeModelFolder(path.join(shipped, 'embedder'), files, { name: 'embedder', version: '1', kind: 'encoder' });
  await trained('writer', 'v4');
  await writeFile(path.join(modelFolder(root, 'writer', 'v4'), 'loam.json'), 'damaged');
  const listed = async () =>
    (await findModels(root, shipped)).map(({ manifest, shipped: came }) => `${manifest.name} ${manifest.version} ${came}`);
  expect(await listed()).toEqual(['embedder 1 true', 'writer 9 true', 'writer v3 false', 'writer v2 false', 'writer v1 false']);
  await writeActive(root, 'writer', ['v2', 'v1']);
  expect(await listed()).toEqual(['embedder 1 true', 'writer v2 false', 'writer v1 false', 'writer 9 true', 'writer v3 false']);
  expect((await findModel('writer', root, shipped)).manifest.version).toBe('v2');
  expect((await findModel('writer@9', root, shipped)).shipped).toBe(true);
  expect((await findModel('writer@v0', root, shipped)).manifest.version).toBe('9');
  expect((await findModel(modelFolder(root, 'writer', 'v1'), root, shipped)).manifest.version).toBe('v1');
  expect((await servingModels('writer', root, shipped)).map(({ manifest }) => manifest.version)).toEqual(['v2', 'v1', '9']);
});

it('answers with the version before where the one in use is damaged, and says so', async () => {
  const shipped = path.join(root, 'shipped');
  await trained('writer', 'v1');
  await trained('writer', 'v2');
  await writeModelFolder(path.join(shipped, 'writer'), files, { name: 'writer', version: '9', kind: 'decoder' });
  await writeActive(root, 'writer', ['v2', 'v1']);
  expect(await servingModel('writer', root, shipped)).not.toHaveProperty('note');
  await writeFile(path.join(modelFolder(root, 'writer', 'v2'), 'config.json'), '[]');
  const swapped = await servingModel('writer', root, shipped);
  expect(swapped.manifest.version).toBe('v1');
  expect(swapped.note).toMatch(/writer v2 cannot be used: config.json is not the file that its SHA-256 names.*writer v1 answers instead/);
  await rm(path.join(modelFolder(root, 'writer', 'v1'), 'config.json'));
  expect(await servingModel('writer', root, shipped)).toMatchObject({ shipped: true, note: expect.stringContaining('writer 9 answers') as string });
  await rm(modelFolder(root, 'writer', 'v2'), { recursive: true });
  expect((await servingModel('writer', root, shipped)).note).toContain('writer v2 cannot be used: its folder is missing');
  await writeFile(path.join(shipped, 'writer', 'config.json'), '');
  await expect(servingModel('writer', root, shipped)).rejects.toMatchObject({ code: 'unprocessable' });
});

it('says what there is where a model is missing', async () => {
  await expect(findModel('writer', root, root)).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('loam ml train') as string });
  await trained('poet', '1');
  await trained('novice', 'v1');
  await expect(findModel('novice', root, root)).rejects.toThrow('None of its versions is in use; there are: novice@v1.');
  await rm(path.join(root, 'models', 'novice'), { recursive: true });
  await expect(findModel('writer', root, root)).rejects.toThrow('There are: poet.');
  await expect(findModel('writer@7', root, root)).rejects.toThrow('There are: poet.');
  await expect(findModel('./nowhere', root, root)).rejects.toMatchObject({ code: 'not_found' });
});
