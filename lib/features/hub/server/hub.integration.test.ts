import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { withDatabase } from '@/db/testing';
import { users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { toLoamError, type LoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { readJob } from '@/lib/jobs/read';
import { findModels } from '@/lib/features/models/server';
import { changeSetting } from '@/lib/features/settings/server';
import { startFakeHub, type FakeHub } from '@/lib/processes/hub/testing/fake-hub';
import { writeHubFolder } from '@/lib/processes/hub/testing/hub-folders';
import { pullInput } from '../schemas';
import { planModelPull, pullNow, readCatalogue, requestPull } from '.';

const database = withDatabase('pglite');
const id = 'Xenova/all-MiniLM-L6-v2';
let root: string;
let hub: FakeHub;
const admin = (signal?: AbortSignal) => ({ ...database.ctx({ actor: { kind: 'user', userId: 'ada', role: 'admin' } }), signal });
const input = (wanted: string) => pullInput.parse({ id: wanted });
const refusal = async (promise: Promise<unknown>): Promise<LoamError> =>
  promise.then(() => Promise.reject(new Error('was not refused')), toLoamError);
const switchHub = (value: boolean) => changeSetting(admin(), { name: 'HUB', value });

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-hub-'));
  await writeHubFolder(path.join(root, 'encoder'), 'encoder');
  hub = await startFakeHub(path.join(root, 'encoder'), { id });
  publishTestApp({ dataDir: path.join(root, 'data'), hub: { endpoint: hub.endpoint } });
  await database.db.insert(users).values([{ id: 'ada', email: 'ada@example.org', name: 'Ada' }]);
});
afterEach(async () => {
  hub.requests.length = 0;
  await switchHub(false);
});
afterAll(async () => {
  await hub.close();
  withdrawApp();
  await rm(root, { recursive: true, force: true });
});

it('asks nobody anything until an admin has switched the hub on', async () => {
  for (const ask of [planModelPull(admin(), input(id)), requestPull(admin(), input(id)), pullNow(admin(), input(id), () => undefined)]) {
    expect(await refusal(ask)).toMatchObject({ code: 'forbidden', message: expect.stringContaining('loam settings set HUB on') as string });
  }
  expect((await readCatalogue(admin())).on).toBe(false);
  expect(hub.requests).toEqual([]);
});

it('refuses an id that leads elsewhere before it asks anybody', async () => {
  await switchHub(true);
  for (const wanted of ['../encoder', 'a/../b', 'a/b/c', 'a/%2e%2e'])
    expect((await refusal(planModelPull(admin(), input(wanted)))).code).toBe('invalid_input');
  expect(hub.requests).toEqual([]);
});

it('plans, pulls and lists a model of the catalogue', async () => {
  await switchHub(true);
  const plan = await planModelPull(admin(), input(id));
  expect(plan).toMatchObject({ id, kind: 'encoder', licence: 'apache-2.0', precision: 'q8', installed: false });
  expect(plan.files.every(({ bytes }) => bytes > 0)).toBe(true);
  const heard: number[] = [];
  const pulled = await pullNow(admin(), input(id), (fraction) => heard.push(fraction));
  expect(heard.at(-1)).toBe(1);
  expect((await findModels(path.join(root, 'data'))).map(({ manifest }) => manifest.name)).toContain(pulled.model);
  expect((await readCatalogue(admin())).models.find((entry) => entry.id === id)?.installed).toBe(`${pulled.model}@${pulled.version}`);
  expect((await planModelPull(admin(), input(id))).installed).toBe(true);
});

it('plans a folder while the hub is off, and keeps a wish as a job', async () => {
  expect((await planModelPull(admin(), input(path.join(root, 'encoder')))).from).toBe(path.join(root, 'encoder'));
  await switchHub(true);
  const { jobId } = await requestPull(admin(), input(id));
  expect(await readJob(admin(), jobId)).toMatchObject({ queue: 'models.pull', state: 'queued', ownerId: 'ada' });
});

it('stops when its job is cancelled', async () => {
  await switchHub(true);
  await rm(path.join(root, 'data'), { recursive: true, force: true });
  const leaving = new AbortController();
  hub.faults.onLargeFile = () => leaving.abort(new Error('cancelled'));
  await expect(pullNow(admin(leaving.signal), input(id), () => undefined)).rejects.toThrow('cancelled');
  expect(await findModels(path.join(root, 'data'), path.join(root, 'nothing'))).toEqual([]);
});
