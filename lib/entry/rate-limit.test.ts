import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { withdrawApp } from '@/lib/core/app';
import { operation } from '@/lib/core/contract';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { peerHeader } from './peer';
import { countCall, countSignIn, forgetGuesses, isGuessedAt } from './rate-limit';

beforeEach(() => publishTestApp());
afterEach(withdrawApp);

const limited = (id: string) =>
  operation({
    id,
    summary: '',
    method: 'GET',
    path: '/test',
    access: 'anyone',
    ratePerMinute: 2,
    input: z.object({}),
    output: z.object({}),
  });
const person = (userId: string) => ({ kind: 'user', userId, role: 'learner' }) as const;
const anonymous = { kind: 'anonymous' } as const;
const signIn = (peer: string, forwarded = '203.0.113.1') =>
  new Request('http://localhost/api/auth/callback/credentials', {
    method: 'POST',
    headers: { [peerHeader]: peer, 'x-forwarded-for': forwarded },
  });

it('counts each person on their own, tells what is left, and how long to wait', async () => {
  const twice = limited('test.people');
  expect((await countCall(person('ada'), twice, '192.0.2.1')).headers).toMatchObject({
    'ratelimit-policy': '2;w=60',
    'ratelimit-limit': '2',
    'ratelimit-remaining': '1',
  });
  await countCall(person('ada'), twice, '192.0.2.2');
  const { headers, refusal } = await countCall(person('ada'), twice, '192.0.2.3');
  expect(headers['ratelimit-remaining']).toBe('0');
  expect(refusal).toMatchObject({ code: 'too_many_requests', status: 429 });
  expect(refusal?.extra?.retryAfterSeconds).toBe(Number(headers['ratelimit-reset']));
  expect((await countCall(person('eve'), twice, '192.0.2.1')).refusal).toBeUndefined();
});

it('counts strangers by their network, so that one household’s many addresses are one caller', async () => {
  const twice = limited('test.strangers');
  for (const address of ['2001:db8::1', '2001:db8::2']) expect((await countCall(anonymous, twice, address)).refusal).toBeUndefined();
  expect((await countCall(anonymous, twice, '2001:db8::3')).refusal?.code).toBe('too_many_requests');
  expect((await countCall(anonymous, twice, '2001:db8:0:1::3')).refusal).toBeUndefined();
});

it('stops guessing from one address, whatever it says of being forwarded', async () => {
  for (let i = 0; i < 60; i++) expect(await countSignIn(signIn('192.0.2.2', `203.0.113.${i}`))).toBeUndefined();
  const refused = await countSignIn(signIn('192.0.2.2', '203.0.113.99'));
  expect(refused?.status).toBe(429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await countSignIn(signIn('192.0.2.3'))).toBeUndefined();
});

it('stops guessing at one account from many addresses, until its password was shown', async () => {
  for (let i = 0; i < 20; i++) expect(await isGuessedAt('ada@example.org')).toBe(false);
  expect(await isGuessedAt(' ADA@example.org')).toBe(true);
  expect(await isGuessedAt('eve@example.org')).toBe(false);
  await forgetGuesses('Ada@example.org ', '192.0.2.4');
  expect(await isGuessedAt('ada@example.org')).toBe(false);
});

it('gives a try back that showed the password, so that a shared address can sign in as often as it likes', async () => {
  for (let i = 0; i < 200; i++) {
    expect(await countSignIn(signIn('192.0.2.5'))).toBeUndefined();
    await forgetGuesses('ada@example.org', '192.0.2.5');
  }
  for (let i = 0; i < 60; i++) expect(await countSignIn(signIn('192.0.2.5'))).toBeUndefined();
  expect((await countSignIn(signIn('192.0.2.5')))?.status).toBe(429);
});
