import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Operation } from '@/lib/core/contract';
import type { Actor } from '@/lib/core/ctx';
import { LoamError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';

/** Calls a minute that one caller may make to one operation, unless its contract says otherwise. */
const generalPerMinute = 600;

/** Tries to sign in that one address has in a quarter of an hour, so that guessing passwords is hopeless. */
const signInTries = 60;
const triesPerAccount = 20;

const signInMinutes = 15;

/** Counts a try to sign in; the refusal, once there were too many from one address. */
export async function countSignIn(request: Request): Promise<Response | undefined> {
  if (request.method !== 'POST' || !new URL(request.url).pathname.endsWith('/callback/credentials')) return undefined;
  const seconds = await overLimit(`from ${callerKey({ kind: 'anonymous' }, request)}`, signInTries);
  if (seconds === undefined) return undefined;
  return Response.json({ url: null, error: 'too_many_requests' }, { status: 429, headers: { 'retry-after': String(seconds) } });
}

/** Whether one account has seen too many tries, from wherever they came: an address can be made up. */
export async function isGuessedAt(email: string): Promise<boolean> {
  return (await overLimit(`to ${email.trim().toLowerCase()}`, triesPerAccount)) !== undefined;
}

/** Seconds to wait, once a key has been counted more often than its points allow. */
async function overLimit(key: string, points: number): Promise<number | undefined> {
  const limiters = singleton('sign-in-limiters', () => new Map<number, RateLimiterMemory>());
  let limiter = limiters.get(points);
  if (!limiter) limiters.set(points, (limiter = new RateLimiterMemory({ points, duration: signInMinutes * 60 })));
  try {
    await limiter.consume(key);
    return undefined;
  } catch (error) {
    if (error instanceof Error) throw error;
    return Math.ceil((error as RateLimiterRes).msBeforeNext / 1000);
  }
}

/** Counts a call. Throws `too_many_requests` with the seconds to wait; returns the headers that tell what is left. */
export async function countCall(actor: Actor, { id, ratePerMinute }: Operation, request: Request): Promise<Record<string, string>> {
  const points = ratePerMinute ?? generalPerMinute;
  const limiters = singleton('rate-limiters', () => new Map<string, RateLimiterMemory>());
  let limiter = limiters.get(id);
  if (!limiter) limiters.set(id, (limiter = new RateLimiterMemory({ points, duration: 60 })));
  try {
    return headers(points, await limiter.consume(callerKey(actor, request)));
  } catch (error) {
    if (error instanceof Error) throw error;
    const seconds = Math.ceil((error as RateLimiterRes).msBeforeNext / 1000);
    throw new LoamError('too_many_requests', `Too many requests. Try again in ${seconds} s.`, { extra: { retryAfterSeconds: seconds } });
  }
}

function callerKey(actor: Actor, request: Request): string {
  if (actor.kind === 'user') return `user ${actor.userId}`;
  return `address ${request.headers.get('x-forwarded-for')?.split(',')[0] ?? 'local'}`;
}

function headers(points: number, result: RateLimiterRes): Record<string, string> {
  return {
    'ratelimit-limit': String(points),
    'ratelimit-remaining': String(Math.max(0, result.remainingPoints)),
    'ratelimit-reset': String(Math.ceil(result.msBeforeNext / 1000)),
  };
}
