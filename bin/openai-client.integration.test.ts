import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ctx } from '@/db/ctx';
import { withDatabase } from '@/db/testing';
import { allOperations } from '@/lib/boot/operations';
import { publishApp, withdrawApp } from '@/lib/core/app';
import { systemClock } from '@/lib/core/clock';
import type { Actor } from '@/lib/core/ctx';
import { LoamError } from '@/lib/core/errors';
import { silentLog } from '@/lib/core/log';
import { createRng } from '@/lib/core/rng';
import { createTokenInput } from '@/lib/features/auth';
import { createToken, seedBuiltInUsers } from '@/lib/features/auth/server';
import type { Answered } from '@/lib/features/engines';
import { startOpenAiServer, type OpenAiServer } from '@/lib/features/engines/testing/openai-server';
import { pullInput } from '@/lib/features/hub';
import { pullNow } from '@/lib/features/hub/server';
import { inference } from '@/lib/features/models/server';
import { changeSetting } from '@/lib/features/settings/server';
import { createUser } from '@/lib/features/users/server';
import { writeHubFolder } from '@/lib/processes/hub/testing/hub-folders';
import type { Role } from '@/lib/vocabulary/roles';
import type { SettingName } from '@/lib/vocabulary/settings';
import { loadRoutes, type FoundRoute } from './testing/route-handlers';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const database = withDatabase('pglite');
let dataDir: string;
let routes: FoundRoute[];
let token: string;
let client: OpenAI;
let elsewhere: OpenAiServer;
const admin = () => database.ctx({ actor: { kind: 'user', userId: 'nobody', role: 'admin' } });
const set = async (changes: Partial<Record<SettingName, string | boolean>>) => {
  for (const [name, value] of Object.entries(changes))
    await changeSetting(database.ctx({ actor: { kind: 'system', name: 'test' } }), { name: name as SettingName, value });
};

/** Sends what the client asks to the route of that address, as Next does. */
const dispatch: typeof fetch = async (address, init) => {
  const request = new Request(address, init);
  const { pathname } = new URL(request.url);
  for (const { path: pattern, method, handler } of routes) {
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const found = new RegExp(`^${pattern.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    if (!found || method !== request.method) continue;
    const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
    return handler(request, { params: Promise.resolve(params) });
  }
  throw new Error(`no route for ${request.method} ${pathname}`);
};
const clientWith = (apiKey: string) => new OpenAI({ apiKey, baseURL: 'http://localhost:3000/v1', fetch: dispatch, maxRetries: 0 });
const answeredBy = (answer: unknown): Answered => (answer as { loam: Answered }).loam;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-openai-'));
  const refuse = () => Promise.reject(new LoamError('not_found', 'This test has no storage.'));
  publishApp<Ctx>({
    createContext: ({ actor, ...request }) => ({
      actor: actor as Actor<Role>,
      db: database.db,
      clock: systemClock,
      rng: createRng(1),
      log: silentLog(),
      ...request,
    }),
    operations: allOperations,
    jobDefinitions: [],
    storage: { backup: refuse, restore: refuse },
    settings: {
      dataDir,
      address: 'http://localhost:3000',
      localOnly: true,
      localToken: 'the local token',
      sessionSecret: 'a secret of sixteen letters',
      isTrustedProxy: () => false,
      fixed: {},
    },
  });
  routes = (await loadRoutes()).filter(({ path: at }) => at.startsWith('/v1/'));
  await seedBuiltInUsers(database.ctx());
  const { id } = await createUser(database.ctx(), {
    name: 'Ada',
    email: 'ada@example.org',
    role: 'learner',
    password: 'a sentence of my own',
  });
  const owner = database.ctx({ actor: { kind: 'user', userId: id, role: 'learner' } });
  token = (await createToken(owner, createTokenInput.parse({ name: 'all', scopes: ['models:use', 'models:read'] }))).token;
  client = clientWith(token);
  const narrow = (await createToken(owner, createTokenInput.parse({ name: 'narrow', scopes: ['stories:read'] }))).token;
  await expect(clientWith(narrow).models.list()).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
  elsewhere = await startOpenAiServer();
});
afterEach(async () => {
  elsewhere.behaviour = 'answers';
  elsewhere.asked.length = 0;
  await set({
    WRITER_SERVER: '',
    WRITER_SERVER_MODEL: '',
    WRITER_SERVER_KEY: '',
    WRITER_MODEL: '',
    EMBEDDER_SERVER: '',
    EMBEDDER_MODEL: '',
  });
});
afterAll(async () => {
  inference(dataDir).close();
  await elsewhere.close();
  withdrawApp();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the official client of OpenAI', () => {
  it('lists roles and models, and finds each by its id', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids.slice(0, 2)).toEqual(['writer', 'embedder']);
    expect(ids.some((id) => /^writer@/.test(id))).toBe(true);
    for (const id of ids) expect(await client.models.retrieve(id)).toMatchObject({ id, object: 'model' });
    await expect(client.models.retrieve('gpt-9')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('is told who may not, what is wrong and what is missing', async () => {
    const asked = { model: 'writer', prompt: 'Once', max_tokens: 1 };
    await expect(clientWith('loam_made_up').completions.create(asked)).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
    await expect(client.completions.create({ ...asked, model: '../../etc' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
    });
    await expect(client.completions.create({ ...asked, max_tokens: 0 })).rejects.toMatchObject({
      status: 400,
      param: 'max_tokens',
      type: 'invalid_request_error',
    });
    await expect(client.completions.create({ ...asked, logprobs: 3 })).rejects.toThrow('logprobs is not supported');
    await expect(client.completions.create({ ...asked, prompt: [1, 2, 3] })).rejects.toThrow('tokens are not supported');
    await expect(client.embeddings.create({ model: 'embedder', input: [] })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(client.completions.create({ ...asked, prompt: 'word '.repeat(2000) })).rejects.toMatchObject({ status: 413 });
  });

  it('gets vectors of length one, as numbers and as base64', async () => {
    const input = ['a lighthouse on Mars', 'a beacon on a red planet', 'tax law'];
    const asBase64 = await client.embeddings.create({ model: 'embedder', input });
    const asNumbers = await client.embeddings.create({ model: 'embedder', input, encoding_format: 'float' });
    expect(asBase64.data.map(({ embedding }) => embedding)).toEqual(asNumbers.data.map(({ embedding }) => embedding));
    const [a, b, c] = asNumbers.data.map(({ embedding }) => embedding);
    const cosine = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    expect(cosine(a, a)).toBeCloseTo(1, 4);
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c));
    expect(asNumbers.usage.prompt_tokens).toBeGreaterThan(10);
    expect(answeredBy(asNumbers)).toMatchObject({ engine: 'shipped', passedOver: [] });
  });

  it('gets the same text for the same seed, several texts, and an end where it asks for one', async () => {
    const asked = { model: 'writer', prompt: 'The old man said that', max_tokens: 12, seed: 7 };
    const first = await client.completions.create(asked);
    expect(first.model).toMatch(/^writer@/);
    expect((await client.completions.create(asked)).choices).toEqual(first.choices);
    expect(first.usage).toMatchObject({ completion_tokens: 12, total_tokens: 12 + (first.usage?.prompt_tokens ?? 0) });
    const several = await client.completions.create({ ...asked, prompt: ['The old man', 'A ship'], n: 2, echo: true });
    expect(several.choices.map(({ text }) => text.slice(0, 6))).toEqual(['The ol', 'The ol', 'A ship', 'A ship']);
    expect(several.choices[0].text).not.toBe(several.choices[1].text);
    const [{ text }] = first.choices;
    const stop = text.slice(6, 9);
    expect((await client.completions.create({ ...asked, stop })).choices[0]).toMatchObject({
      text: text.slice(0, text.indexOf(stop)),
      finish_reason: 'stop',
    });
  });

  it('hears a text as it comes, with its usage at the end', async () => {
    const asked = { model: 'writer', prompt: 'The old man said that', max_tokens: 12, seed: 7 } as const;
    const whole = await client.completions.create(asked);
    let text = '';
    let chunks = 0;
    const usages: unknown[] = [];
    let answered: Answered | undefined;
    for await (const chunk of await client.completions.create({ ...asked, stream: true, stream_options: { include_usage: true } })) {
      chunks++;
      text += chunk.choices[0]?.text ?? '';
      if (chunk.usage) usages.push(chunk.usage);
      answered = answeredBy(chunk) ?? answered;
    }
    expect(text).toBe(whole.choices[0].text);
    expect(chunks).toBeGreaterThan(4);
    expect(usages).toEqual([whole.usage]);
    expect(answered).toMatchObject({ engine: 'shipped' });
    await expect(client.completions.create({ ...asked, stream: true, model: 'gpt-9' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a role', () => {
  const asked = { model: 'writer', prompt: 'The old man', max_tokens: 6, seed: 1 } as const;

  it('is served by another server where an admin names one, which gets the key and nobody else does', async () => {
    await set({ WRITER_SERVER: elsewhere.base, WRITER_SERVER_MODEL: 'llama', WRITER_SERVER_KEY: 'sk-1', EMBEDDER_SERVER: elsewhere.base });
    const completion = await client.completions.create({ ...asked, stop: 'x' });
    expect(completion).toMatchObject({
      model: 'llama',
      choices: [{ text: 'served from elsewhere', finish_reason: 'length' }],
      usage: { prompt_tokens: 5, completion_tokens: 3 },
    });
    expect(answeredBy(completion)).toEqual({ engine: 'server', model: 'llama', passedOver: [] });
    expect(elsewhere.asked[0]).toMatchObject({
      url: '/v1/completions',
      authorization: 'Bearer sk-1',
      body: { model: 'llama', prompt: 'The old man', max_tokens: 6, seed: 1, stop: ['x'] },
    });
    const { data, usage } = await client.embeddings.create({ model: 'embedder', input: ['aaa', 'b'], encoding_format: 'float' });
    expect(data[0].embedding[0]).toBeCloseTo(3 / Math.hypot(3, 1), 6);
    expect(data[1].embedding[0]).toBeCloseTo(1 / Math.hypot(1, 1), 6);
    expect(usage.prompt_tokens).toBe(11);
    expect(elsewhere.asked[1].authorization).toBeUndefined();
  });

  it.each([
    ['fails', 'answered 500: out of memory'],
    ['redirects', 'sends its callers elsewhere'],
    ['talks nonsense', 'something else'],
    ['breaks off at once', 'something else'],
    ['breaks off in the middle', 'something else'],
  ] as const)('is served by the shipped model, which says so, where the server %s', async (behaviour, reason) => {
    await set({ WRITER_SERVER: elsewhere.base });
    elsewhere.behaviour = behaviour;
    const completion = await client.completions.create(asked);
    const { engine, passedOver } = answeredBy(completion);
    expect(engine).toBe('shipped');
    expect(passedOver).toEqual([{ engine: 'server', model: 'writer', reason: expect.stringContaining(reason) as string }]);
    expect(completion.model).toMatch(/^writer@/);
  });

  it('changes hands in a stream before the first text, and never after it', async () => {
    await set({ WRITER_SERVER: elsewhere.base });
    elsewhere.behaviour = 'breaks off at once';
    let answered: Answered | undefined;
    for await (const chunk of await client.completions.create({ ...asked, stream: true })) answered = answeredBy(chunk) ?? answered;
    expect(answered?.engine).toBe('shipped');
    elsewhere.behaviour = 'breaks off in the middle';
    let text = '';
    const broken = (async () => {
      for await (const chunk of await client.completions.create({ ...asked, stream: true })) text += chunk.choices[0]?.text ?? '';
    })();
    await expect(broken).rejects.toThrow();
    expect(text).toBe('served');
  });

  it('embeds with the shipped model where the server sends too few vectors or is not there', async () => {
    await set({ EMBEDDER_SERVER: elsewhere.base });
    elsewhere.behaviour = 'sends too few';
    expect(answeredBy(await client.embeddings.create({ model: 'embedder', input: ['a', 'b'] }))).toMatchObject({
      engine: 'shipped',
      passedOver: [{ engine: 'server' }],
    });
    await set({ EMBEDDER_SERVER: 'http://127.0.0.1:9/v1' });
    const [passed] = answeredBy(await client.embeddings.create({ model: 'embedder', input: 'a' })).passedOver;
    expect(passed.reason).toContain('cannot be reached');
  });

  it('is served by a pulled model, then by the shipped one where that is gone', async () => {
    const folder = path.join(dataDir, 'from');
    await writeHubFolder(folder);
    const { model, version } = await pullNow(admin(), pullInput.parse({ id: folder }), () => undefined);
    await set({ WRITER_MODEL: model, WRITER_SERVER: 'http://127.0.0.1:9/v1' });
    const answered = answeredBy(await client.completions.create({ ...asked, prompt: 'the cat sat' }));
    expect(answered).toMatchObject({ engine: 'pulled', model: `${model}@${version}`, passedOver: [{ engine: 'server' }] });
    await rm(path.join(dataDir, 'models'), { recursive: true });
    const { engine, passedOver } = answeredBy(await client.completions.create(asked));
    expect(engine).toBe('shipped');
    expect(passedOver.map((each) => each.engine)).toEqual(['server', 'pulled']);
    expect(passedOver[1].reason).toContain(model);
  });
});
