import { getToken } from 'next-auth/jwt';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { Actor } from '@/lib/core/ctx';
import { LoamError } from '@/lib/core/errors';
import { authenticateSession, authenticateToken } from '@/lib/features/auth/server';
import type { Role } from '@/lib/vocabulary/roles';

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
  if (!sessionId) return { kind: 'anonymous' };
  // A browser sends the cookie along with what other sites ask it to send; only our own pages may write.
  if (!safeMethods.has(request.method)) requireSameOrigin(request);
  return authenticateSession(ctx, sessionId);
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
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (origin && host && URL.canParse(origin) && new URL(origin).host === host) return;
  throw new LoamError(
    'forbidden',
    'This request did not come from a page of this server. Programs use an API token instead of the cookie.',
  );
}
