import { expect, it } from 'vitest';
import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { toLoamError } from '@/lib/core/errors';
import { countCall, countSignIn, isGuessedAt } from './rate-limit';

const twice = operation({
  id: 'test.twice',
  summary: '',
  method: 'GET',
  path: '/test',
  access: 'anyone',
  ratePerMinute: 2,
  input: z.object({}),
  output: z.object({}),
});
const request = (from = '1.1.1.1') => new Request('http://localhost/test', { headers: { 'x-forwarded-for': from } });
const signIn = (from: string) =>
  new Request('http://localhost/api/auth/callback/credentials', { method: 'POST', headers: { 'x-forwarded-for': from } });

it('counts each caller on their own, tells what is left, and how long to wait', async () => {
  const person = (userId: string) => ({ kind: 'user', userId, role: 'learner' }) as const;
  expect(await countCall(person('ada'), twice, request())).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
  await countCall(person('ada'), twice, request());
  const error = await countCall(person('ada'), twice, request()).then(() => undefined, toLoamError);
  expect(error).toMatchObject({ code: 'too_many_requests', status: 429 });
  expect(error?.extra?.retryAfterSeconds).toBeGreaterThan(0);
  await countCall(person('eve'), twice, request());
});

it('stops guessing from one address, and guessing at one account from many', async () => {
  for (let i = 0; i < 60; i++) expect(await countSignIn(signIn('2.2.2.2'))).toBeUndefined();
  expect((await countSignIn(signIn('2.2.2.2')))?.status).toBe(429);
  expect(await countSignIn(signIn('3.3.3.3'))).toBeUndefined();
  for (let i = 0; i < 20; i++) expect(await isGuessedAt('ada@example.org')).toBe(false);
  expect(await isGuessedAt(' ADA@example.org')).toBe(true);
  expect(await isGuessedAt('eve@example.org')).toBe(false);
});
