import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lastingSecret } from './secrets';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-secrets-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const file = () => path.join(dataDir, 'secrets', 'session');

it('gives everybody who asks the same, and keeps it from others', async () => {
  const asked = await Promise.all(Array.from({ length: 8 }, () => lastingSecret(dataDir, 'session')));
  expect(new Set([...asked, await lastingSecret(dataDir, 'session')]).size).toBe(1);
  expect(asked[0]).toMatch(/^[\w-]{43}$/);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect(await readdir(path.join(dataDir, 'secrets'))).toEqual(['session']);
});

it('never gives an empty one, such as a cut-off start leaves', async () => {
  await lastingSecret(dataDir, 'session');
  await writeFile(file(), '');
  expect(await lastingSecret(dataDir, 'session')).toHaveLength(43);
});
