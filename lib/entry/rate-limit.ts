import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { callerNetwork } from '@/lib/core/address-list';
import type { Operation } from '@/lib/core/contract';
import type { Actor } from '@/lib/core/ctx';
import { LoamError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';
import { clientAddress } from './peer';

/** Calls a minute that one caller may make to one operation, unless its contract says otherwise. */
const generalPerMinute = 600;

/** Tries to sign in that may fail from one address in a quarter of an hour, so that guessing passwords is hopeless. */
const signInTries = 60;
const triesPerAccount = 20;

const signInMinutes = 15;

/** What counting a call says: headers for the answer, and the refusal where there were too many. */
export interface Counted {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal?: LoamError;
}

/** Counts a call of an operation against its caller: a person wherever they are, anybody else by network address. */
export async function countCall(actor: Actor, { id, ratePerMinute }: Operation, address: string): Promise<Counted> {
  const points = ratePerMinute ?? generalPerMinute;
  const who = actor.kind === 'user' ? `user ${actor.userId}` : `address ${callerNetwork(address)}`;
  const { allowed, state } = await consume(limiter('calls', id, points, 60), who);
  const seconds = Math.ceil(state.msBeforeNext / 1000);
  const headers = {
    'ratelimit-policy': `${points};w=60`,
    'ratelimit-limit': String(points),
    'ratelimit-remaining': String(Math.max(0, state.remainingPoints)),
    'ratelimit-reset': String(seconds),
  };
  if (allowed) return { headers };
  const refusal = new LoamError('too_many_requests', `Too many requests. Try again in ${seconds} s.`, {
    extra: { retryAfterSeconds: seconds },
  });
  return { headers, refusal };
}

/** Counts a try to sign in; the refusal, once there were too many from one address. */
export async function countSignIn(request: Request): Promise<Response | undefined> {
  if (request.method !== 'POST' || !new URL(request.url).pathname.replace(/\/+$/, '').endsWith('/callback/credentials')) return undefined;
  const { allowed, state } = await consume(signInLimiter('from', signInTries), callerNetwork(clientAddress(request.headers)));
  if (allowed) return undefined;
  const headers = { 'retry-after': String(Math.ceil(state.msBeforeNext / 1000)) };
  return Response.json({ url: null, error: 'too_many_requests' }, { status: 429, headers });
}

/** Counts a try at one account. Whether there were too many, from wherever they came: an address can be made up. */
export async function isGuessedAt(email: string): Promise<boolean> {
  return !(await consume(signInLimiter('to', triesPerAccount), accountKey(email))).allowed;
}

/** Somebody has shown an account's password: forgets the tries at it, and gives its address this one try back, no more. */
export async function forgetGuesses(email: string, address: string): Promise<void> {
  await signInLimiter('to', triesPerAccount).delete(accountKey(email));
  await signInLimiter('from', signInTries).reward(callerNetwork(address), 1);
}

function accountKey(email: string): string {
  return email.trim().toLowerCase();
}

function signInLimiter(kind: 'from' | 'to', points: number): RateLimiterMemory {
  return limiter('sign-ins', kind, points, signInMinutes * 60);
}

function limiter(group: string, name: string, points: number, duration: number): RateLimiterMemory {
  const limiters = singleton(`rate-limiters-${group}`, () => new Map<string, RateLimiterMemory>());
  const known = limiters.get(name);
  if (known) return known;
  const made = new RateLimiterMemory({ points, duration });
  limiters.set(name, made);
  return made;
}

/** The library throws its verdict; here it is returned. */
async function consume(from: RateLimiterMemory, key: string): Promise<{ allowed: boolean; state: RateLimiterRes }> {
  try {
    return { allowed: true, state: await from.consume(key) };
  } catch (verdict) {
    if (verdict instanceof RateLimiterRes) return { allowed: false, state: verdict };
    throw verdict;
  }
}
