import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDatabases, type TestDatabase } from '@/db/testing';
import { auditLog, users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { fixedClock } from '@/lib/core/clock';
import { toLoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { createUser } from '@/lib/features/users/server';
import { createTokenInput } from '../schemas';
import {
  authenticateSession,
  authenticateToken,
  createToken,
  hasAccount,
  listSessions,
  listTokens,
  operatorId,
  revokeSession,
  revokeToken,
  seedBuiltInUsers,
  setup,
  signIn,
} from '.';

const clock = fixedClock(new Date('2026-03-01T08:00:00Z'));
const password = 'a sentence of my own';
const ada = { name: 'Ada', email: 'ada@example.org', password };
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => toLoamError(error).code,
  );
const signInAs = (database: TestDatabase, email: string, given = password) =>
  signIn(database.ctx({ clock }), { email, password: given, userAgent: 'test' });

describeDatabases('accounts', (database) => {
  const ctx = (userId?: string) =>
    database.ctx({ clock, actor: userId ? { kind: 'user', userId, role: 'learner' } : { kind: 'anonymous' } });
  beforeEach(async () => {
    publishTestApp();
    await database.db.delete(users);
    await seedBuiltInUsers(ctx());
  });
  afterEach(withdrawApp);

  it('makes the first account once, also when two ask at once', async () => {
    expect(await hasAccount(ctx())).toBe(false);
    const answers = await Promise.all([code(setup(ctx(), ada)), code(setup(ctx(), { ...ada, email: 'eve@example.org' }))]);
    expect(answers.sort()).toEqual(['conflict', 'done']);
    expect(await hasAccount(ctx())).toBe(true);
  });

  it('wants the setup code where others can reach the server', async () => {
    publishTestApp({ setupCode: 'printed code' });
    expect(await code(setup(ctx(), ada))).toBe('forbidden');
    expect(await code(setup(ctx(), { ...ada, setupCode: 'guess' }))).toBe('forbidden');
    expect(await code(setup(ctx(), { ...ada, setupCode: 'printed code' }))).toBe('done');
  });

  it('signs in with the right password, whatever the case of the address, and keeps no password', async () => {
    const user = await setup(ctx(), ada);
    expect(await signInAs(database, ' ADA@example.org ')).toMatchObject({ userId: user.id });
    expect(await signInAs(database, 'ada@example.org', 'wrong password')).toBeNull();
    expect(await signInAs(database, 'nobody@example.org')).toBeNull();
    expect(await signInAs(database, 'operator@loam.invalid', '')).toBeNull();
    const [row] = await database.db
      .select()
      .from(users)
      .limit(10)
      .then((rows) => rows.filter(({ id }) => id === user.id));
    expect(JSON.stringify(row)).not.toContain(password);
  });

  it('ends a session at once when it is revoked, when its time is over, and when the account is disabled', async () => {
    const user = await setup(ctx(), ada);
    const [first, second] = [await signInAs(database, ada.email), await signInAs(database, ada.email)];
    const actorOf = async (id: string) => (await authenticateSession(ctx(), id)).kind;
    expect(await actorOf(first!.sessionId)).toBe('user');
    expect((await listSessions(ctx(user.id))).sessions).toHaveLength(2);
    await revokeSession(ctx(user.id), { id: first!.sessionId });
    expect(await actorOf(first!.sessionId)).toBe('anonymous');
    expect(await actorOf(second!.sessionId)).toBe('user');
    clock.advance(31 * 24 * 3600 * 1000);
    expect(await actorOf(second!.sessionId)).toBe('anonymous');
    const third = await signInAs(database, ada.email);
    await database.db.update(users).set({ disabledAt: clock.now() });
    expect(await actorOf(third!.sessionId)).toBe('anonymous');
    expect(await signInAs(database, ada.email)).toBeNull();
  });

  it('makes tokens that are shown once, keep to their time, and end when revoked', async () => {
    const user = await setup(ctx(), ada);
    const made = await createToken(
      ctx(user.id),
      createTokenInput.parse({ name: 'script', scopes: 'tutorials:read,tutorials:write', expiresInDays: 1 }),
    );
    expect(await authenticateToken(ctx(), made.token)).toMatchObject({
      userId: user.id,
      role: 'admin',
      scopes: ['tutorials:read', 'tutorials:write'],
    });
    const { tokens } = await listTokens(ctx(user.id));
    expect(tokens).toHaveLength(1);
    expect(tokens[0].lastUsedAt).not.toBeNull();
    expect(JSON.stringify(tokens)).not.toContain(made.token);
    clock.advance(25 * 3600 * 1000);
    expect(await code(authenticateToken(ctx(), made.token))).toBe('not_signed_in');
    const lasting = await createToken(ctx(user.id), createTokenInput.parse({ name: 'lasting' }));
    await revokeToken(ctx(user.id), { id: lasting.id });
    expect(await code(authenticateToken(ctx(), lasting.token))).toBe('not_signed_in');
  });

  it('takes the local token for the operator', async () => {
    expect(await authenticateToken(ctx(), 'the local token')).toMatchObject({ userId: operatorId, role: 'admin' });
    expect(await code(authenticateToken(ctx(), 'loam_guess'))).toBe('not_signed_in');
  });

  it('lets nobody touch another person’s tokens and sessions', async () => {
    const owner = await setup(ctx(), ada);
    const other = await createUser(ctx(owner.id), { name: 'Eve', email: 'eve@example.org', role: 'learner' });
    expect(other.password).toMatch(/^\S{10,}$/);
    const token = await createToken(ctx(owner.id), createTokenInput.parse({ name: 'mine' }));
    const session = await signInAs(database, ada.email);
    expect(await code(revokeToken(ctx(other.id), { id: token.id }))).toBe('not_found');
    expect(await code(revokeSession(ctx(other.id), { id: session!.sessionId }))).toBe('not_found');
    expect((await listTokens(ctx(other.id))).tokens).toEqual([]);
    expect(await code(createUser(ctx(owner.id), { name: 'Twin', email: 'eve@example.org', role: 'learner' }))).toBe('conflict');
  });

  it('does not let a token make a stronger one', async () => {
    const user = await setup(ctx(), ada);
    const weak = database.ctx({ clock, actor: { kind: 'user', userId: user.id, role: 'admin', scopes: ['tutorials:read'] } });
    expect(await code(createToken(weak, createTokenInput.parse({ name: 'stronger', scopes: ['*'] })))).toBe('forbidden');
  });

  it('writes down who did what', async () => {
    await setup(ctx(), ada);
    await signInAs(database, ada.email);
    const entries = await database.db.select().from(auditLog);
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['account.setup', 'session.create']));
  });
});
