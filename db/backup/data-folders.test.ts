import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IncomingFolders } from './data-folders';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'loam-folders-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each(['../evil', 'models/../../evil', 'models//x', 'models/./x', 'models', 'other/x', 'models/a\\b', 'models/c:x', '/models/x'])(
  'a backup cannot place the file %j',
  async (name) => {
    const incoming = new IncomingFolders({ root, names: ['models'] }, ['models']);
    const body = (async function* () {
      yield new Uint8Array([1]);
    })();
    await expect(incoming.add(name, { name, size: 1, body })).rejects.toMatchObject({ code: 'invalid_input' });
    await incoming.discard();
    expect(await readdir(root)).toEqual([]);
  },
);
