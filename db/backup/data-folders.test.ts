import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IncomingFolders, listFiles } from './data-folders';

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

test('what can be fetched again is in no backup, and stays where one is restored', async () => {
  const own = await mkdtemp(path.join(root, 'own-'));
  const lay = async (name: string) => {
    await mkdir(path.join(own, 'models', path.dirname(name)), { recursive: true });
    await writeFile(path.join(own, 'models', name), name);
  };
  for (const name of ['trained/v1/weights', 'trained/active.json', 'pulled--one/1/weights', 'trained/2.unfinished/weights'])
    await lay(name);
  const leavesOut = (folder: string) => Promise.resolve(/pulled--one\/1$|\.unfinished$/.test(folder));
  const folders = { root: own, names: ['models'], leavesOut };
  const names = async () => (await listFiles({ ...folders, leavesOut: undefined })).map(({ name }) => name.slice('models/'.length));
  expect((await listFiles(folders)).map(({ name }) => name)).toEqual(['models/trained/active.json', 'models/trained/v1/weights']);

  const incoming = new IncomingFolders(folders, ['models']);
  const body = (async function* () {
    yield new Uint8Array([1]);
  })();
  await incoming.add('models/trained/v2/weights', { name: 'models/trained/v2/weights', size: 1, body });
  await incoming.replace();
  expect(await names()).toEqual(['pulled--one/1/weights', 'trained/2.unfinished/weights', 'trained/v2/weights']);
  await rm(own, { recursive: true });
});
