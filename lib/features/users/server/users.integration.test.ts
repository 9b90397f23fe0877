import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDatabases, type TestDatabase } from '@/db/testing';
import { auditLog, sessions, settings, users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { fixedClock } from '@/lib/core/clock';
import { toLoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { listAudit } from '@/lib/features/audit/server';
import { listAuditInput } from '@/lib/features/audit';
import {
  authenticateSession,
  authenticateToken,
  changePassword,
  createToken,
  operatorId,
  register,
  registration,
  resetPassword,
  revokeOtherSessions,
  seedBuiltInUsers,
  signIn,
} from '@/lib/features/auth/server';
import { createTokenInput } from '@/lib/features/auth';
import { changeSetting } from '@/lib/features/settings/server';
import { enqueue } from '@/lib/jobs/queue';
import { defineJob } from '@/lib/jobs/define';
import type { Role } from '@/lib/vocabulary/roles';
import { listUsersInput } from '../schemas';
import {
  createUser,
  deleteUser,
  disableUser,
  enableUser,
  invite,
  listInvitations,
  listUsers,
  readUser,
  resetUserPassword,
  revokeInvitation,
  setRole,
  signOutUser,
} from '.';

const clock = fixedClock(new Date('2026-03-01T08:00:00Z'));
const hours = (count: number) => count * 3600 * 1000;
const password = 'a sentence of my own';
const other = 'another sentence of mine';
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => toLoamError(error).code,
  );
const secretOf = (link: string) => link.split('/').at(-1)!;

describeDatabases('accounts as admins manage them', (database: TestDatabase) => {
  const ctx = (userId?: string, role: Role = 'admin', sessionId?: string) =>
    database.ctx({ clock, address: '192.0.2.7', actor: userId ? { kind: 'user', userId, role, sessionId } : { kind: 'anonymous' } });
  const person = async (name: string, role: Role = 'learner') =>
    (await createUser(database.ctx({ clock }), { name, email: `${name.toLowerCase()}@example.org`, role, password })).id;
  const open = async (email: string, given = password) => (await signIn(ctx(), { email, password: given, userAgent: 'test' }))?.sessionId;
  const kindOf = async (sessionId: string | undefined) => (await authenticateSession(ctx(), sessionId!)).kind;
  let ada: string;
  beforeEach(async () => {
    publishTestApp();
    for (const table of [users, auditLog, settings]) await database.db.delete(table);
    await seedBuiltInUsers(ctx());
    ada = await person('Ada', 'admin');
  });
  afterEach(withdrawApp);

  it('lets one person in by an invitation, with its role and no other', async () => {
    const made = await invite(ctx(ada), { role: 'trainer', note: 'for Grace' });
    const invitation = secretOf(made.link);
    expect(made.link).toBe(`http://localhost:3000/join/${invitation}`);
    expect(JSON.stringify(await listInvitations(ctx(ada)))).not.toContain(invitation);
    expect((await registration(ctx(), { invitation })).invitation).toMatchObject({ role: 'trainer' });
    const grace = { name: 'Grace', email: 'grace@example.org', password, invitation };
    const twin = { ...grace, email: 'twin@example.org' };
    const answers = await Promise.all([code(register(ctx(), grace)), code(register(ctx(), twin))]);
    expect(answers.sort()).toEqual(['done', 'forbidden']);
    expect(await code(register(ctx(), { ...grace, email: 'late@example.org' }))).toBe('forbidden');
    const { users: trainers } = await listUsers(ctx(ada), listUsersInput.parse({ role: 'trainer' }));
    expect(trainers).toHaveLength(1);
    const [listed] = (await listInvitations(ctx(ada))).invitations;
    expect(listed).toMatchObject({ state: 'used', inviter: 'Ada', usedBy: trainers[0].email, note: 'for Grace' });
  });

  it('keeps an invitation to its address, its time, and to what the admin wants', async () => {
    const bound = secretOf((await invite(ctx(ada), { role: 'learner', email: 'grace@example.org' })).link);
    const grace = { name: 'Grace', email: 'grace@example.org', password };
    expect(await code(register(ctx(), { ...grace, email: 'eve@example.org', invitation: bound }))).toBe('forbidden');
    const { id } = await invite(ctx(ada), { role: 'admin' });
    await revokeInvitation(ctx(ada), { id });
    expect(await code(revokeInvitation(ctx(ada), { id }))).toBe('not_found');
    const short = secretOf((await invite(ctx(ada), { role: 'learner', days: 1 })).link);
    clock.advance(hours(25));
    expect(await code(register(ctx(), { ...grace, email: 'late@example.org', invitation: short }))).toBe('forbidden');
    expect((await listInvitations(ctx(ada))).invitations.map(({ state }) => state).sort()).toEqual(['expired', 'open', 'revoked']);
    // An address that is taken does not use the invitation up.
    await person('Mallory');
    const free = secretOf((await invite(ctx(ada), { role: 'learner' })).link);
    expect(await code(register(ctx(), { ...grace, email: 'mallory@example.org', invitation: free }))).toBe('conflict');
    expect(await code(register(ctx(), { ...grace, invitation: bound }))).toBe('done');
    expect(await code(register(ctx(), { ...grace, email: 'free@example.org', invitation: free }))).toBe('done');
    expect(await code(invite(ctx(ada), { role: 'learner', email: 'grace@example.org' }))).toBe('conflict');
  });

  it('has registration closed until an admin opens it, and then makes learners only', async () => {
    const eve = { name: 'Eve', email: 'eve@example.org', password };
    expect(await code(register(ctx(), eve))).toBe('forbidden');
    expect(await code(changeSetting(ctx(ada), { name: 'OPEN_REGISTRATION', value: 'perhaps' }))).toBe('invalid_input');
    await changeSetting(ctx(ada), { name: 'OPEN_REGISTRATION', value: 'on' });
    expect(await register(ctx(), { ...eve, role: 'admin' } as typeof eve)).toMatchObject({ role: 'learner' });
    expect(await code(register(ctx(), { ...eve, email: 'x@example.org', invitation: 'made up' }))).toBe('forbidden');
    publishTestApp({ fixed: { OPEN_REGISTRATION: false } });
    expect(await code(register(ctx(), { ...eve, email: 'y@example.org' }))).toBe('forbidden');
    expect(await code(changeSetting(ctx(ada), { name: 'OPEN_REGISTRATION', value: true }))).toBe('conflict');
  });

  it('changes a password for who knows the old one, and ends the other sessions', async () => {
    const [here, there] = [await open('ada@example.org'), await open('ada@example.org')];
    const mine = ctx(ada, 'admin', here);
    expect(await code(changePassword(mine, { currentPassword: 'a guess of mine', newPassword: other }))).toBe('invalid_input');
    expect(await code(changePassword(mine, { currentPassword: password, newPassword: password }))).toBe('invalid_input');
    await changePassword(mine, { currentPassword: password, newPassword: other });
    expect([await kindOf(here), await kindOf(there)]).toEqual(['user', 'anonymous']);
    expect(await open('ada@example.org')).toBeUndefined();
    expect(await open('ada@example.org', other)).toBeDefined();
    expect(await revokeOtherSessions(mine)).toEqual({ ended: 1 });
    expect(await kindOf(here)).toBe('user');
  });

  it('resets a password by a link that works once and for a day, and ends all sessions', async () => {
    const grace = await person('Grace');
    const session = await open('grace@example.org');
    const first = secretOf((await resetUserPassword(ctx(ada), { user: 'GRACE@example.org' })).link);
    const second = secretOf((await resetUserPassword(ctx(ada), { user: grace })).link);
    expect(await code(resetPassword(ctx(), { token: first, newPassword: other }))).toBe('forbidden');
    expect(await kindOf(session)).toBe('user');
    const answers = await Promise.all([1, 2].map(() => code(resetPassword(ctx(), { token: second, newPassword: other }))));
    expect(answers.sort()).toEqual(['done', 'forbidden']);
    expect(await kindOf(session)).toBe('anonymous');
    expect([await open('grace@example.org'), await open('grace@example.org', other)]).toEqual([undefined, expect.any(String)]);
    const late = secretOf((await resetUserPassword(ctx(ada), { user: grace })).link);
    clock.advance(hours(25));
    expect(await code(resetPassword(ctx(), { token: late, newPassword: password }))).toBe('forbidden');
    const lost = secretOf((await resetUserPassword(ctx(ada), { user: grace })).link);
    await disableUser(ctx(ada), { user: grace });
    expect(await code(resetPassword(ctx(), { token: lost, newPassword: password }))).toBe('forbidden');
    expect(await code(resetUserPassword(ctx(ada), { user: grace }))).toBe('conflict');
  });

  it('holds a new role at once, keeps the disabled out, and ends what it is told to end', async () => {
    const grace = await person('Grace');
    const session = await open('grace@example.org');
    const mine = ctx(grace, 'learner');
    const token = await createToken(mine, createTokenInput.parse({ name: 'script' }));
    await setRole(ctx(ada), { user: grace, role: 'trainer' });
    expect(await authenticateSession(ctx(), session!)).toMatchObject({ role: 'trainer' });
    expect(await authenticateToken(ctx(), token.token)).toMatchObject({ role: 'trainer' });
    expect(await disableUser(ctx(ada), { user: grace })).toMatchObject({ state: 'disabled' });
    expect(await code(authenticateToken(ctx(), token.token))).toBe('not_signed_in');
    expect(await open('grace@example.org')).toBeUndefined();
    await enableUser(ctx(ada), { user: grace });
    // What was open before stays closed; the token, which rested, works again.
    expect(await kindOf(session)).toBe('anonymous');
    expect(await code(authenticateToken(ctx(), token.token))).toBe('done');
    const again = await open('grace@example.org');
    expect(await signOutUser(ctx(ada), { user: grace })).toEqual({ sessions: 1, tokens: 1 });
    expect([await kindOf(again), await code(authenticateToken(ctx(), token.token))]).toEqual(['anonymous', 'not_signed_in']);
  });

  it('keeps one admin who can sign in, also when two shut each other out at once', async () => {
    const operator = ctx(operatorId);
    for (const change of [disableUser, deleteUser]) {
      expect(await code(change(operator, { user: ada }))).toBe('conflict');
      expect(await code(change(ctx(ada), { user: ada }))).toBe('conflict');
      expect(await code(change(operator, { user: operatorId }))).toBe('not_found');
    }
    expect(await code(setRole(operator, { user: ada, role: 'learner' }))).toBe('conflict');
    const bob = await person('Bob', 'admin');
    const answers = await Promise.all([
      code(setRole(ctx(ada), { user: bob, role: 'learner' })),
      code(disableUser(ctx(bob), { user: ada })),
    ]);
    expect(answers.sort()).toEqual(['conflict', 'done']);
    const carol = await person('Carol', 'admin');
    await disableUser(operator, { user: carol });
    const left = (await listUsers(operator, listUsersInput.parse({ role: 'admin', state: 'active' }))).users;
    expect(left).toHaveLength(1);
    expect(await code(setRole(operator, { user: left[0].id, role: 'trainer' }))).toBe('conflict');
  });

  it('deletes an account with its jobs, which nobody does any more', async () => {
    const grace = await person('Grace');
    const definition = defineJob({ name: 'test.nothing', input: listUsersInput });
    await enqueue(ctx(grace, 'learner'), definition, {});
    await deleteUser(ctx(ada), { user: 'grace@example.org' });
    expect(await code(readUser(ctx(ada), { user: grace }))).toBe('not_found');
    expect(await open('grace@example.org')).toBeUndefined();
  });

  it('finds accounts by part of a name or address, taking signs as signs, page by page', async () => {
    for (const name of ['Grace', 'Greta', 'Per_cent']) await person(name);
    const find = async (query: object) => (await listUsers(ctx(ada), listUsersInput.parse(query))).users.map(({ name }) => name);
    expect((await find({ search: 'gr' })).sort()).toEqual(['Grace', 'Greta']);
    expect(await find({ search: 'r_c' })).toEqual(['Per_cent']);
    expect(await find({ search: '%' })).toEqual([]);
    expect(await find({ state: 'no-login' })).toEqual([]);
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await listUsers(ctx(ada), listUsersInput.parse({ limit: 3, after }));
      expect(page.total).toBe(4);
      seen.push(...page.users.map(({ name }) => name));
      after = page.next;
    }
    expect(seen.sort()).toEqual(['Ada', 'Grace', 'Greta', 'Per_cent']);
    expect(await code(listUsers(ctx(ada), listUsersInput.parse({ after: 'somewhere' })))).toBe('invalid_input');
  });

  it('writes down who did what to whom from where, and finds it by each of these', async () => {
    const grace = await person('Grace');
    await setRole(ctx(ada), { user: grace, role: 'trainer' });
    clock.advance(hours(48));
    await open('grace@example.org', 'a wrong password');
    clock.advance(1);
    await disableUser(ctx(ada), { user: grace });
    const find = async (query: object) => (await listAudit(ctx(ada), listAuditInput.parse(query))).entries;
    const [last] = await find({});
    expect(last).toMatchObject({
      action: 'user.disable',
      actor: { name: 'Ada' },
      person: { email: 'grace@example.org' },
      address: '192.0.2.7',
      at: clock.now().toISOString(),
    });
    const day = clock.now().toISOString().slice(0, 10);
    const actions = async (query: object) => (await find(query)).map(({ action }) => action);
    expect(await actions({ actor: 'ada@example.org' })).toEqual(['user.disable', 'user.role']);
    expect((await find({ subject: grace })).length).toBe(4);
    expect(await actions({ action: 'user.role' })).toEqual(['user.role']);
    expect((await actions({ from: day, to: day })).sort()).toEqual(['session.refuse', 'user.disable']);
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await listAudit(ctx(ada), listAuditInput.parse({ limit: 2, after }));
      seen.push(...page.entries.map(({ id }) => id));
      after = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual((await find({})).map(({ id }) => id));
    await deleteUser(ctx(ada), { user: grace });
    const [gone] = await find({ action: 'user.delete' });
    expect(gone).toMatchObject({ subject: grace, person: null });
    expect(JSON.stringify(await database.db.select().from(auditLog))).not.toContain('grace@example.org');
    expect(await database.db.select().from(sessions).where(eq(sessions.userId, grace))).toEqual([]);
  });
});
