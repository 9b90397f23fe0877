import { getToken } from 'next-auth/jwt';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { Actor } from '@/lib/core/ctx';
import { isLoopback } from '@/lib/core/env';
import { LoamError } from '@/lib/core/errors';
import { authenticateSession, authenticateToken } from '@/lib/features/auth/server';
import type { Role } from '@/lib/vocabulary/roles';
import { requestedHost } from './peer';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who sends a request: by `Authorization: Bearer|Token …`, otherwise by the session cookie. */
export async function authenticate(ctx: Ctx, request: Request): Promise<Actor<Role>> {
  const authorization = request.headers.get('authorization');
  if (authorization) {
    const match = /^(?:Bearer|Token)\s+(\S+)$/i.exec(authorization.trim());
    if (!match) throw new LoamError('not_signed_in', 'The Authorization header should read: Bearer <token>.');
    return authenticateToken(ctx, match[1]);
  }
  const sessionId = await readSessionId(request.headers);
  // A browser sends the cookie along with what other sites ask it to send; only our own pages may write.
  if (!safeMethods.has(request.method) && (sessionId || isFromBrowser(request.headers))) requireSameOrigin(request.headers);
  return sessionId ? authenticateSession(ctx, sessionId) : { kind: 'anonymous' };
}

/** Browsers say where a request comes from; without a cookie, too, another site's page must not set up or register. */
function isFromBrowser(headers: Headers): boolean {
  return headers.has('origin') || !['none', null].includes(headers.get('sec-fetch-site'));
}

/** The session named by the signed cookie, whose row has still to be looked at. */
export async function readSessionId(headers: Headers): Promise<string | undefined> {
  const cookie = headers.get('cookie');
  if (!cookie) return undefined;
  const { sessionSecret, address } = currentApp<Ctx>().settings;
  const cookies = Object.fromEntries(
    cookie.split(';').map((pair) => {
      const [name, ...value] = pair.trim().split('=');
      return [name, value.join('=')];
    }),
  );
  type TokenRequest = Parameters<typeof getToken>[0]['req'];
  const token = await getToken({
    req: { headers: Object.fromEntries(headers), cookies } as unknown as TokenRequest,
    secret: sessionSecret,
    secureCookie: address.startsWith('https:'),
  });
  return typeof token?.sessionId === 'string' ? token.sessionId : undefined;
}

/** Throws `forbidden` unless the request's Origin is this server itself. */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get('origin');
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== requestedHost(headers)) {
    throw new LoamError(
      'forbidden',
      'This request did not come from a page of this server. Programs use an API token instead of the cookie.',
    );
  }
  requireKnownHost(headers);
}

/**
 * Throws `forbidden` where a server that this machine alone reaches is asked under a strange name: a page that makes
 * its own name point here (DNS rebinding) would pass for a page of this server.
 */
export function requireKnownHost(headers: Headers): void {
  const { localOnly, address } = currentApp<Ctx>().settings;
  const host = requestedHost(headers);
  if (!localOnly || host === new URL(address).host) return;
  if (host && URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ''))) return;
  throw new LoamError(
    'forbidden',
    `Loam does not know itself as ${host ?? 'this host'}. Set NEXTAUTH_URL to the address by which people reach it.`,
  );
}
