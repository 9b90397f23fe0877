import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { toLoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { createLog } from '@/lib/core/log';
import { clientAddress } from './peer';
import { forgetGuesses, isGuessedAt } from './rate-limit';
import { revokeSession, signIn } from '@/lib/features/auth/server';
import { signInInput } from '@/lib/features/auth';
import { settings } from '@/lib/vocabulary/settings';

const log = createLog('sign-out');

/** The row of a session ends it; the cookie only has to last as long as any row may. */
const longestSessionDays = settings.SESSION_DAYS.max;

/**
 * next-auth only carries the session's id in its signed cookie; whether that session still counts is
 * decided by its row at every request, so signing out, revoking and new roles hold at once.
 */
export function authOptions(): NextAuthOptions {
  const app = currentApp<Ctx>();
  const anonymous = (address?: string) => app.createContext({ actor: { kind: 'anonymous' }, requestId: newId(), address });
  return {
    secret: app.settings.sessionSecret,
    session: { strategy: 'jwt', maxAge: longestSessionDays * 24 * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const parsed = signInInput.safeParse(credentials);
          if (!parsed.success) return null;
          if (await isGuessedAt(parsed.data.email)) throw new Error('too_many_requests');
          const userAgent = String(request.headers?.['user-agent'] ?? '');
          const headers = new Headers(
            Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
          );
          const address = clientAddress(headers);
          const signedIn = await signIn(anonymous(address), { ...parsed.data, userAgent });
          if (signedIn) await forgetGuesses(parsed.data.email, address);
          return signedIn && { id: signedIn.userId, sessionId: signedIn.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, sub: user.id, sessionId: (user as { sessionId?: string }).sessionId } : token),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId !== 'string' || !token.sub) return;
        const actor = { kind: 'user', userId: token.sub, role: 'learner' } as const;
        await revokeSession({ ...anonymous(), actor }, { id: token.sessionId }).catch((error: unknown) => {
          // One that has ended already is what was wanted; one that could not be ended still holds, and somebody should know.
          if (toLoamError(error).code !== 'not_found') log.error({ err: error }, 'a session could not be ended');
        });
      },
    },
  };
}
