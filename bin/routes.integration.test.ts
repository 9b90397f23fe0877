import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { tutorials } from '@/db/schema';
import { withDatabase } from '@/db/testing';
import { insertRowsOf } from '@/db/testing/rows-of';
import { allOperations } from '@/lib/boot/operations';
import { publishApp } from '@/lib/core/app';
import { systemClock } from '@/lib/core/clock';
import { operation } from '@/lib/core/contract';
import { LoamError } from '@/lib/core/errors';
import { silentLog } from '@/lib/core/log';
import { createRng } from '@/lib/core/rng';
import { createTokenInput } from '@/lib/features/auth';
import { createToken, seedBuiltInUsers, signIn } from '@/lib/features/auth/server';
import { createUser } from '@/lib/features/users/server';
import { route } from '@/lib/entry/route';
import type { Actor } from '@/lib/core/ctx';
import { includesRole, roles, type Role } from '@/lib/vocabulary/roles';
import { scopeNames } from '@/lib/vocabulary/scopes';
import { loadRoutes, type FoundRoute } from './testing/route-handlers';
import { attempts, callRoute, keysOf, snapshot, tellsPrivately } from './testing/trespass';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const password = 'a sentence of my own';
const secret = 'a secret of sixteen letters';
const none = '00000000-0000-4000-8000-000000000000';

describe('every route', () => {
  const database = withDatabase('pglite');
  const tokens = {} as Record<Role, string>;
  const ids = {} as Record<Role, string>;
  let routes: FoundRoute[];
  let cookie: string;

  beforeAll(async () => {
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
        dataDir: '/nowhere',
        address: 'http://localhost:3000',
        localOnly: true,
        localToken: 'the local token',
        sessionSecret: secret,
        isTrustedProxy: () => false,
        fixed: {},
      },
    });
    routes = await loadRoutes();
    await seedBuiltInUsers(database.ctx());
    for (const role of roles) {
      const email = `${role}@example.org`;
      const { id } = await createUser(database.ctx(), { name: role, email, role, password });
      ids[role] = id;
      tokens[role] = (await createToken(as(role), createTokenInput.parse({ name: role }))).token;
    }
    const session = await signIn(database.ctx(), { email: 'admin@example.org', password, userAgent: 'test' });
    cookie = `next-auth.session-token=${await encode({ token: { sub: ids.admin, sessionId: session!.sessionId }, secret })}`;
  });

  const as = (role: Role) => database.ctx({ actor: { kind: 'user', userId: ids[role], role } });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  /** With fresh counters: limits are not what is tested here. */
  const call = (...args: Parameters<typeof callRoute>) => {
    (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('loam.rate-limiters-calls')] = undefined;
    return callRoute(...args);
  };
  /** Past every guard and before every verb: a body that is no object; where there is none, an id that does not exist. */
  const knock = (found: FoundRoute, headers: Record<string, string>) => {
    const input = Object.fromEntries([...found.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, none]));
    return call(found, input, headers, { body: '[]', unread: true });
  };

  it('serves an operation that is described, under the address that it declares, and every operation is served', () => {
    const served = routes.map(({ method, path, handler }) => ({ id: handler.operation?.id, at: `${method} ${path}` }));
    expect(served.sort((a, b) => a.at.localeCompare(b.at))).toEqual(
      allOperations.map(({ id, method, path }) => ({ id, at: `${method} ${path}` })).sort((a, b) => a.at.localeCompare(b.at)),
    );
    expect(new Set(allOperations.map(({ id }) => id)).size).toBe(allOperations.length);
    const scopes = allOperations.flatMap(({ scope }) => scope ?? []);
    expect(scopes.filter((scope) => !(scopeNames as readonly string[]).includes(scope))).toEqual([]);
  });

  it('has an answer for every role, and it is the one that the contract gives', async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const found of routes) {
      const { access, id } = found.handler.operation;
      for (const caller of ['anonymous', ...roles] as const) {
        const { status, headers } = await knock(found, caller === 'anonymous' ? {} : bearer(tokens[caller]));
        const allowed = access === 'anyone' || (caller !== 'anonymous' && includesRole(caller, access));
        const expected = caller === 'anonymous' ? 401 : 403;
        cells++;
        if (allowed ? status === 401 || status === 403 || status >= 500 : status !== expected) wrong.push(`${id} as ${caller}: ${status}`);
        if (!headers.get('ratelimit-remaining')) wrong.push(`${id} as ${caller}: no RateLimit headers`);
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBe(routes.length * 4);
  });

  it('keeps a token to its scopes, and refuses a token that is none', async () => {
    const wrong: string[] = [];
    const narrow = new Map<string, string>();
    for (const scope of scopeNames.filter((name) => name !== '*')) {
      narrow.set(scope, (await createToken(as('admin'), createTokenInput.parse({ name: scope, scopes: [scope] }))).token);
    }
    for (const found of routes) {
      const { id, scope, access } = found.handler.operation;
      if ((await knock(found, bearer('loam_made_up'))).status !== 401) wrong.push(`${id} with a made-up token`);
      if (access === 'anyone') continue;
      for (const [held, token] of narrow) {
        const refused = (await knock(found, bearer(token))).status === 403;
        if (refused === (held === scope)) wrong.push(`${id} with the scope ${held}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('writes for a page of this server only, with a cookie or without', async () => {
    const wrong: string[] = [];
    const own = { host: 'localhost:3000', origin: 'http://localhost:3000' };
    for (const found of routes.filter(({ method }) => method !== 'GET')) {
      const { id } = found.handler.operation;
      const refused = async (headers: Record<string, string>) => (await knock(found, headers)).status === 403;
      if (await refused({ cookie, ...own })) wrong.push(`${id}: our own page`);
      if (!(await refused({ cookie }))) wrong.push(`${id}: no origin`);
      for (const guest of [{ cookie }, {}] as Record<string, string>[]) {
        const name = 'cookie' in guest ? 'with a cookie' : 'without one';
        if (!(await refused({ ...guest, ...own, origin: 'https://elsewhere.example' }))) wrong.push(`${id}: another site, ${name}`);
        if (!(await refused({ ...guest, ...own, origin: 'null' }))) wrong.push(`${id}: an opaque origin, ${name}`);
        if (!(await refused({ ...guest, host: 'evil.example', origin: 'http://evil.example' }))) wrong.push(`${id}: rebinding, ${name}`);
        if (!(await refused({ ...guest, ...own, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })))
          wrong.push(`${id}: a made-up proxy, ${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows nobody another person’s rows, and lets nobody change them', { timeout: 600_000 }, async () => {
    const owner = await createUser(database.ctx(), { name: 'Owner', email: 'owner@example.org', role: 'learner', password });
    const rows = await insertRowsOf(database.db, owner.id);
    const keys = [...keysOf(rows), owner.id];
    const ownersToken = await createToken(
      database.ctx({ actor: { kind: 'user', userId: owner.id, role: 'learner' } }),
      createTokenInput.parse({ name: 'mine' }),
    );
    expect(keys.length).toBeGreaterThan(8);

    /** What a trainer, who holds no right over other people, learns or changes by all keys of the owner. */
    const trespasses = async (found: FoundRoute): Promise<string[]> => {
      const wrong: string[] = [];
      const before = await snapshot(database.db, rows, []);
      for (const input of attempts(found, keys)) {
        const { status, body } = await call(found, input, bearer(tokens.trainer));
        const what = `${found.handler.operation.id} ${JSON.stringify(input)}: ${status}`;
        if (status >= 500) wrong.push(`${what}, a defect`);
        if (tellsPrivately(body, input)) wrong.push(`${what}, tells ${body.slice(0, 200)}`);
      }
      if ((await snapshot(database.db, rows, [])) !== before) wrong.push(`${found.handler.operation.id} changed what is another’s`);
      return wrong;
    };

    const wrong: string[] = [];
    for (const found of routes) if (found.handler.operation.access !== 'admin') wrong.push(...(await trespasses(found)));
    expect(wrong).toEqual([]);

    // The same tries reach something where they are the owner's own, or they would prove nothing.
    const reached = new Set<string>();
    for (const found of routes.filter(({ method, path }) => method === 'GET' && path.includes('{'))) {
      for (const input of attempts(found, keys)) {
        const { status } = await call(found, input, bearer(ownersToken.token), { unread: true });
        if (status < 400 || status >= 500) reached.add(found.handler.operation.id);
      }
    }
    expect([...reached]).toEqual(expect.arrayContaining(['tutorials.read', 'tutorials.request', 'system.readJob']));

    // A route that forgets to ask whose row it is, is found out.
    const careless = operation({
      id: 'test.careless',
      summary: '',
      method: 'GET',
      path: '/api/careless/{slug}',
      access: 'learner',
      input: z.object({ slug: z.string() }),
      output: z.unknown(),
    });
    const telling = route(careless, async (ctx, { slug }) => {
      const found = (await ctx.db.select().from(tutorials)).find((row) => row.slug === slug);
      return { title: found?.title };
    });
    const breaking = route(careless, async (ctx) => {
      await ctx.db.update(tutorials).set({ title: 'changed' });
      return {};
    });
    const plant = (planted: typeof telling) => trespasses({ path: careless.path, method: 'GET', handler: planted });
    expect((await plant(telling)).join()).toContain('tells');
    expect((await plant(breaking)).join()).toContain('changed what is another’s');
  });
});
