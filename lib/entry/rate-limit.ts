import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Operation } from '@/lib/core/contract';
import type { Actor } from '@/lib/core/ctx';
import { LoamError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';

/** Calls a minute that one caller may make to one operation, unless its contract says otherwise. */
const generalPerMinute = 600;

/** Tries to sign in that one address has in a quarter of an hour, so that guessing passwords is hopeless. */
const signInTries = 30;

/** Counts a try to sign in; the refusal, once there were too many. */
export async function countSignIn(request: Request): Promise<Response | undefined> {
  if (request.method !== 'POST' || !new URL(request.url).pathname.endsWith('/callback/credentials')) return undefined;
  const limiter = singleton('sign-in-limiter', () => new RateLimiterMemory({ points: signInTries, duration: 15 * 60 }));
  try {
    await limiter.consume(callerKey({ kind: 'anonymous' }, request));
    return undefined;
  } catch (error) {
    if (error instanceof Error) throw error;
    const seconds = Math.ceil((error as RateLimiterRes).msBeforeNext / 1000);
    return Response.json({ url: null, error: 'too_many_requests' }, { status: 429, headers: { 'retry-after': String(seconds) } });
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
