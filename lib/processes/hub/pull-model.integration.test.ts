import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/core/clock';
import { readManifest, readModelFile } from '../inference/model-folder';
import { folderSource } from './folder-source';
import { planPull } from './plan-pull';
import { pullModel } from './pull-model';
import { remoteSource } from './remote-source';
import type { Pace } from './source';
import { fakeCommit, startFakeHub, watchArrivals, type FakeHub, type HubFaults } from './testing/fake-hub';
import { writeHubFolder } from './testing/hub-folders';

const id = 'someone/tiny';
const graph = 'onnx/model_quantized.onnx';
let folder: string;
let dataDir: string;
let hub: FakeHub;
let waits: number[];
const pace: Pace = { clock: systemClock, wait: async (milliseconds) => void waits.push(milliseconds) };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-hub-folder-'));
  await writeHubFolder(path.join(folder, 'tiny'));
  await writeFile(path.join(folder, 'tiny', 'README.md'), '---\nlicense: mit\n---\n# Tiny\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  waits = [];
  arrivals = watchArrivals();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-pull-'));
});
afterEach(async () => {
  await hub?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const serve = async (faults: HubFaults = {}): Promise<void> => void (hub = await startFakeHub(path.join(folder, 'tiny'), { id, faults }));
const source = (revision = 'main', token?: string, wanted = id) => remoteSource(wanted, revision, { endpoint: hub.endpoint, token }, pace);
/** The graph comes last. */
let arrivals = watchArrivals();
const heard = (bytes: number) => arrivals.heard(bytes);
const pull = async (signal?: AbortSignal, onProgress?: (bytes: number) => void) => {
  const plan = await planPull(source());
  const others = plan.files.filter(({ name }) => name !== graph).reduce((sum, { bytes }) => sum + bytes, 0);
  const hear = (bytes: number) => {
    onProgress?.(bytes);
    arrivals.hear(bytes - others);
  };
  return { plan, pulled: await pullModel(source(), plan, { dataDir, pace, signal, onProgress: hear }) };
};
const unfinished = () => path.join(dataDir, 'models', 'someone--tiny', `${fakeCommit.slice(0, 12)}-q8.unfinished`);
const original = (name: string) => readFile(path.join(folder, 'tiny', name));
const storeRanges = () => hub.requests.filter(({ host }) => host === 'store').map(({ range }) => range);

describe('a pull from a hub', () => {
  it('says licence, size and memory, then brings every file as it is', async () => {
    await serve();
    const heard: number[] = [];
    const { plan, pulled } = await pull(undefined, (bytes) => heard.push(bytes));
    expect(plan).toMatchObject({
      id,
      licence: 'apache-2.0',
      kind: 'decoder',
      precision: 'q8',
      revision: fakeCommit,
      name: 'someone--tiny',
    });
    const sizes = await Promise.all(plan.files.map(async ({ name }) => (await stat(path.join(folder, 'tiny', name))).size));
    expect(plan.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(plan.memoryBytes).toBeGreaterThan(plan.bytes);
    expect(heard.at(-1)).toBe(plan.bytes);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    const manifest = await readManifest(pulled.folder);
    expect(manifest).toMatchObject({
      runtime: 'transformers',
      kind: 'decoder',
      origin: { id, revision: fakeCommit, licence: 'apache-2.0' },
    });
    expect(Object.keys(manifest.files)).not.toContain('onnx/model.onnx');
    for (const name of Object.keys(manifest.files))
      expect(await readModelFile(pulled.folder, manifest, name)).toEqual(await original(name));
    expect(waits).toEqual([]);
  });

  it('gives its token to the hub alone, never to the host that large files come from', async () => {
    await serve();
    const plan = await planPull(source('main', 'hf_secret'));
    await pullModel(source('main', 'hf_secret'), plan, { dataDir, pace });
    const told = (host: 'hub' | 'store') =>
      new Set(hub.requests.filter((request) => request.host === host).map(({ authorization }) => authorization));
    expect(told('hub')).toEqual(new Set(['Bearer hf_secret']));
    expect(told('store')).toEqual(new Set([undefined]));
  });

  it('is not done twice', async () => {
    await serve();
    await pull();
    const asked = hub.requests.length;
    await pull();
    expect(hub.requests.slice(asked).filter(({ host }) => host === 'store')).toEqual([]);
  });

  it('goes on where the connection dropped', async () => {
    await serve({ drop: { bytes: 5_000, times: 3, heard } });
    const { pulled } = await pull();
    expect(await readFile(path.join(pulled.folder, graph))).toEqual(await original(graph));
    const froms = storeRanges().map((range) => Number(/\d+/.exec(range ?? '0')?.[0]));
    expect(froms).toHaveLength(4);
    expect(froms[0]).toBe(0);
    expect(froms.slice(1).every((from, i) => from > froms[i])).toBe(true);
  });

  it('gives up where nothing arrives any more, keeps what did, and goes on from there', async () => {
    await serve({ drop: { bytes: 9_000, times: 1, heard } });
    hub.faults.onLargeFile = () => {
      if (hub.faults.drop?.times === 0) hub.faults.drop = { bytes: 0, times: 100 };
    };
    await expect(pull()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('What has arrived is kept') as string,
    });
    const kept = (await stat(path.join(unfinished(), `${graph}.part`))).size;
    expect(kept).toBeGreaterThan(0);
    expect(waits.length).toBeGreaterThan(0);
    [hub.faults.drop, hub.faults.onLargeFile] = [undefined, undefined];
    const before = storeRanges().length;
    const { pulled } = await pull();
    expect(storeRanges().slice(before)).toEqual([`bytes=${kept}-`]);
    expect(await readFile(path.join(pulled.folder, graph))).toEqual(await original(graph));
    await expect(stat(unfinished())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('begins anew where the other side knows no ranges', async () => {
    await serve({ drop: { bytes: 5_000, times: 1, heard }, ignoreRanges: true });
    const { pulled } = await pull();
    expect(await readFile(path.join(pulled.folder, graph))).toEqual(await original(graph));
  });

  it('removes a file with a wrong checksum and says so', async () => {
    await serve({ corrupt: true });
    await expect(pull()).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('its checksum differs') as string,
    });
    expect((await readdir(path.join(unfinished(), 'onnx'))).join()).toBe('');
    await expect(stat(unfinished().replace('.unfinished', ''))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('fetches a file once more where the beginning that was left is another file’s', async () => {
    await serve();
    const partial = path.join(unfinished(), `${graph}.part`);
    await mkdir(path.dirname(partial), { recursive: true });
    await writeFile(partial, 'not the beginning of a graph');
    const { pulled } = await pull();
    expect(await readFile(path.join(pulled.folder, graph))).toEqual(await original(graph));
    expect(storeRanges()).toEqual(['bytes=28-', undefined]);
  });

  it.each([
    ['in seconds', () => '7', 7000],
    ['as a date', () => new Date(systemClock.now().getTime() + 30_000).toUTCString(), 30_000],
  ])('comes back when it is told to, %s', async (_, retryAfter, expected) => {
    await serve({ limit: { times: 1, retryAfter: retryAfter() } });
    await pull();
    expect(waits).toHaveLength(1);
    expect(Math.abs(waits[0] - expected)).toBeLessThanOrEqual(1000);
  });

  it('does not wait for hours, nor forever', async () => {
    await serve({ limit: { times: 1, retryAfter: '7200' } });
    await expect(pull()).rejects.toMatchObject({ code: 'too_many_requests', extra: { retryAfterSeconds: 7200 } });
    expect(waits).toEqual([]);
    hub.faults.limit = { times: 100, retryAfter: '1' };
    await expect(pull()).rejects.toMatchObject({ code: 'too_many_requests' });
    expect(waits).toEqual([1000, 1000, 1000, 1000]);
  });

  it('stops when it is told to, and keeps what has arrived', async () => {
    await serve({ drop: { bytes: 9_000, times: 1, heard } });
    const leaving = new AbortController();
    hub.faults.onLargeFile = () => {
      if (hub.faults.drop?.times === 0) leaving.abort(new Error('the person left'));
    };
    await expect(pull(leaving.signal)).rejects.toThrow('the person left');
    expect((await stat(path.join(unfinished(), `${graph}.part`))).size).toBeGreaterThan(0);
  });

  it('asks for each file where the listing is bare', async () => {
    await serve({ bareListing: true });
    const { pulled } = await pull();
    expect(await readFile(path.join(pulled.folder, graph))).toEqual(await original(graph));
    expect(hub.requests.filter(({ method }) => method === 'HEAD').length).toBeGreaterThan(3);
  });

  it('says what is missing, and who cannot be reached', async () => {
    await serve();
    await expect(source('main', undefined, 'someone/else').list()).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('someone/else') as string,
    });
    await expect(source('v9').list()).rejects.toMatchObject({ code: 'not_found' });
    const gone = remoteSource(id, 'main', { endpoint: 'http://127.0.0.1:9' }, pace);
    await expect(gone.list()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('HF_ENDPOINT') as string });
  });

  it('refuses more than the disk holds, before it begins', async () => {
    await serve();
    const plan = await planPull(source());
    const [first, ...rest] = plan.files;
    const huge = { ...plan, bytes: 2 ** 60, files: [{ ...first, bytes: 2 ** 60 }, ...rest] };
    const asked = hub.requests.length;
    await expect(pullModel(source(), huge, { dataDir, pace })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('free') as string,
    });
    expect(hub.requests.length).toBe(asked);
  });
});

it('a pull from a folder checks and copies, and nothing is asked of a network', async () => {
  await serve();
  const from = folderSource(path.join(folder, 'tiny'));
  const plan = await planPull(from, 'float32');
  expect(plan).toMatchObject({ from: path.join(folder, 'tiny'), licence: 'mit', precision: 'float32', name: 'folder--tiny' });
  const { folder: target, manifest } = await pullModel(from, plan, { dataDir, pace });
  for (const name of Object.keys(manifest.files)) expect(await readModelFile(target, manifest, name)).toEqual(await original(name));
  expect(hub.requests).toEqual([]);
  await expect(planPull(folderSource(path.join(folder, 'nowhere')))).rejects.toMatchObject({ code: 'not_found' });
  await expect(planPull(folderSource(dataDir))).rejects.toMatchObject({ code: 'unprocessable' });
});
