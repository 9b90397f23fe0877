import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { apiTokens, sessions, users } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import type { Actor } from '@/lib/core/ctx';
import { LoamError } from '@/lib/core/errors';
import type { Role } from '@/lib/vocabulary/roles';
import { operatorId } from './built-in-users';
import { hashSecret, sameSecret } from './secret-hash';

/** How stale "last used" may become before it is written again: not every request shall write. */
const lastUsedMilliseconds = 60_000;

/** The person behind an API token. Throws `not_signed_in` for one that is unknown, revoked or past its time. */
export async function authenticateToken(ctx: Ctx, token: string): Promise<Actor<Role>> {
  const { localToken } = currentApp<Ctx>().settings;
  if (sameSecret(token, localToken)) return { kind: 'user', userId: operatorId, role: 'admin' };
  const now = ctx.clock.now();
  const [row] = await ctx.db
    .select({ id: apiTokens.id, scopes: apiTokens.scopes, lastUsedAt: apiTokens.lastUsedAt, userId: users.id, role: users.role })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(
      and(
        eq(apiTokens.tokenHash, hashSecret(token)),
        isNull(apiTokens.revokedAt),
        isNull(users.disabledAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  if (!row)
    throw new LoamError('not_signed_in', 'This API token is unknown, revoked or past its time. Make a new one under Settings, Tokens.');
  const stale = new Date(now.getTime() - lastUsedMilliseconds);
  if (!row.lastUsedAt || row.lastUsedAt < stale) {
    await ctx.db
      .update(apiTokens)
      .set({ lastUsedAt: now })
      .where(and(eq(apiTokens.id, row.id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, stale))));
  }
  return { kind: 'user', userId: row.userId, role: row.role, scopes: row.scopes };
}

/** The person behind a session, or anonymous where it is revoked, past its time or the account disabled. */
export async function authenticateSession(ctx: Ctx, sessionId: string): Promise<Actor<Role>> {
  const now = ctx.clock.now();
  const [row] = await ctx.db
    .select({ userId: users.id, role: users.role, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now), isNull(users.disabledAt)));
  if (!row) return { kind: 'anonymous' };
  if (now.getTime() - row.lastSeenAt.getTime() > lastUsedMilliseconds) {
    await ctx.db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId));
  }
  return { kind: 'user', userId: row.userId, role: row.role, sessionId };
}
