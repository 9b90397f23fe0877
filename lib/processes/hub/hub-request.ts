import { LoamError } from '@/lib/core/errors';
import type { Pace } from './source';

export interface HubAccess {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Sent to the endpoint alone. */
  readonly token?: string;
}

export interface HubAnswer {
  readonly response: Response;
  /** What the endpoint itself said before it sent the request elsewhere. */
  readonly first: Headers;
}

interface Asked {
  readonly method?: 'GET' | 'HEAD';
  readonly range?: string;
  readonly signal?: AbortSignal;
  /** What is asked for, in the sentence “… was not found”. */
  readonly what: string;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 8;
const tries = 5;
const longestWaitSeconds = 120;
const headerMilliseconds = 30_000;

/**
 * Asks the hub. Follows redirects, over to other hosts without the token and never from https to http; waits where it is told to
 * (429 and 503 with Retry-After) and where the network fails, a bounded number of times.
 * @throws LoamError `not_found`, `forbidden`, `too_many_requests`, `unavailable`
 */
export async function hubRequest(access: HubAccess, address: string, asked: Asked, pace: Pace): Promise<HubAnswer> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === tries;
    let answer: HubAnswer;
    try {
      answer = await follow(access, address, asked);
    } catch (cause) {
      asked.signal?.throwIfAborted();
      if (cause instanceof LoamError) throw cause;
      if (last) throw unreachable(access, cause);
      await pace.wait(1000 * 2 ** (attempt - 1), asked.signal);
      continue;
    }
    const { response } = answer;
    if (response.ok || response.status === 416) return answer;
    await response.body?.cancel();
    const seconds = response.status === 429 || response.status >= 500 ? secondsToWait(response, attempt, pace) : undefined;
    if (seconds === undefined || last || seconds > longestWaitSeconds) throw refusal(access, asked.what, response, seconds);
    await pace.wait(seconds * 1000, asked.signal);
    asked.signal?.throwIfAborted();
  }
}

async function follow(access: HubAccess, address: string, { method = 'GET', range, signal, what }: Asked): Promise<HubAnswer> {
  const home = new URL(access.endpoint).origin;
  let url = new URL(address);
  let first: Headers | undefined;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const headers = new Headers({ 'user-agent': 'loam', 'accept-encoding': 'identity' });
    if (range) headers.set('range', range);
    if (access.token && url.origin === home) headers.set('authorization', `Bearer ${access.token}`);
    const response = await fetchHeaders(url, { method, headers, redirect: 'manual' }, signal);
    first ??= response.headers;
    if (!redirects.has(response.status)) return { response, first };
    const location = response.headers.get('location');
    await response.body?.cancel();
    if (!location || !URL.canParse(location, url)) break;
    const next = new URL(location, url);
    if (!/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol !== 'https:')) break;
    url = next;
  }
  throw new LoamError('unavailable', `${new URL(access.endpoint).host} redirects ${what} in a way that cannot be followed.`);
}

/** The time limit holds until the headers are there: a body may take long, and whoever reads it watches over it. */
async function fetchHeaders(url: URL, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('no answer in time')), headerMilliseconds);
  try {
    return await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** Retry-After in seconds, given as such or as a date; where there is none, longer at every attempt. */
function secondsToWait(response: Response, attempt: number, { clock }: Pace): number {
  const given = response.headers.get('retry-after');
  if (given === null) return 2 ** attempt;
  if (/^\d+$/.test(given.trim())) return Number(given);
  const date = Date.parse(given);
  return Number.isNaN(date) ? 2 ** attempt : Math.max(0, Math.ceil((date - clock.now().getTime()) / 1000));
}

function refusal({ endpoint }: HubAccess, what: string, { status }: Response, seconds?: number): LoamError {
  const { host } = new URL(endpoint);
  if (status === 404) return new LoamError('not_found', `${host} has no ${what}. Check its spelling and its revision.`);
  if (status === 401 || status === 403) {
    return new LoamError(
      'forbidden',
      `${host} does not hand out ${what} to everybody (${status}). Where it is gated, accept its licence there and start Loam with HF_TOKEN.`,
    );
  }
  if (status === 429) {
    const when = seconds === undefined ? 'later' : `in ${seconds} s`;
    return new LoamError('too_many_requests', `${host} asks to come back ${when}. What has arrived is kept: pull again then.`, {
      extra: seconds === undefined ? {} : { retryAfterSeconds: seconds },
    });
  }
  return new LoamError('unavailable', `${host} answered ${status} for ${what}. What has arrived is kept: pull again later.`);
}

function unreachable({ endpoint }: HubAccess, cause: unknown): LoamError {
  return new LoamError(
    'unavailable',
    `${new URL(endpoint).host} cannot be reached. Without a network, pull from a folder, or set HF_ENDPOINT to a mirror.`,
    { cause },
  );
}
