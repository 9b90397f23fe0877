import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { shareInference, type SharedInference } from './shared';
import { writeTinyDecoder } from './testing/tiny-models';

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-shared-'));
  folder = path.join(root, 'model');
  await writeTinyDecoder(folder, { ends: false });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open: SharedInference[] = [];
/** What a process of its own would hold. */
const share = (dataDir: string): SharedInference => {
  const shared = shareInference(dataDir);
  open.push(shared);
  return shared;
};
afterEach(() => open.splice(0).forEach((shared) => shared.close()));
const writer = (shared: SharedInference) => shared.role('writer', { folder, precision: 'float32', threads: 1 });
const input = { prompt: 'the cat', maxTokens: 20, seed: 1 };

it('asks the process that holds the models, and takes them over when that one ends', async () => {
  const dataDir = path.join(root, 'data');
  const [owner, borrower] = [share(dataDir), share(dataDir)];
  const first = await writer(owner).generate(input);
  let streamed = '';
  expect(await writer(borrower).generate(input, (text) => (streamed += text))).toEqual(first);
  expect(streamed).toBe(first.text);
  const [scores] = await writer(borrower).score(['the cat sat']);
  expect([scores]).toEqual(
    await writer(owner)
      .score([Int32Array.from([0]), 'the cat sat'])
      .then((all) => all.slice(1)),
  );
  expect(await writer(borrower).candidates({ ...input, count: 2 })).toEqual(await writer(owner).candidates({ ...input, count: 2 }));
  expect(await writer(borrower).score([' sat'], { after: 'the cat' })).toEqual(await writer(owner).score([' sat'], { after: 'the cat' }));
  await expect(writer(borrower).generate({ ...input, prompt: Int32Array.of(9999) })).rejects.toMatchObject({ code: 'invalid_input' });

  const gone = new AbortController();
  const endless = writer(borrower).generate({ prompt: 'the', maxTokens: 100_000 }, () => gone.abort(new Error('left')), {
    signal: gone.signal,
  });
  await expect(endless).rejects.toThrow('left');
  expect(await writer(owner).generate(input)).toEqual(first);

  const inFlight = writer(borrower).generate({ prompt: 'the', maxTokens: 100_000 }, () => owner.close());
  await expect(inFlight).rejects.toMatchObject({ code: 'unavailable' });
  expect(await writer(borrower).generate(input)).toEqual(first);
});

it('is not misled by the socket of a process that is gone', async () => {
  const dataDir = await mkdtemp(path.join(root, 'stale-'));
  await writeFile(path.join(dataDir, 'inference.sock'), '');
  expect((await writer(share(dataDir)).generate(input)).tokens).toBe(20);
});

it('has models of its own where the path is too long for a socket', async () => {
  const dataDir = path.join(root, 'x'.repeat(120));
  expect((await writer(share(dataDir)).generate(input)).tokens).toBe(20);
});
