import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { sessions } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/features/audit/server';
import type { sessionSchema } from '../schemas';
import { requireUserId } from './actor';
import { deviceName } from './device-name';

/** The caller's open sessions, the latest first. */
export async function listSessions(ctx: Ctx): Promise<{ sessions: z.output<typeof sessionSchema>[] }> {
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, requireUserId(ctx)), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.clock.now())))
    .orderBy(desc(sessions.lastSeenAt));
  const current = ctx.actor.kind === 'user' ? ctx.actor.sessionId : undefined;
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      device: deviceName(row.userAgent ?? ''),
      userAgent: row.userAgent ?? '',
      address: row.address,
      current: row.id === current,
    })),
  };
}

/** Ends one of the caller's sessions. Throws `not_found` for anybody else's. */
export async function revokeSession(ctx: Ctx, input: { id: string }): Promise<{ done: true }> {
  return inTransaction(ctx, async (inner) => {
    const revoked = await inner.db
      .update(sessions)
      .set({ revokedAt: inner.clock.now() })
      .where(and(eq(sessions.id, input.id), eq(sessions.userId, requireUserId(inner)), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (revoked.length === 0) throw new LoamError('not_found', 'You have no such open session.');
    await recordAudit(inner, { action: 'session.revoke', subject: input.id });
    return { done: true };
  });
}

/** Ends all of the caller's sessions but the one that asks. */
export async function revokeOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  return inTransaction(ctx, async (inner) => {
    const userId = requireUserId(inner);
    const ended = await endSessions(inner, userId, inner.actor.kind === 'user' ? inner.actor.sessionId : undefined);
    if (ended > 0) await recordAudit(inner, { action: 'session.revoke-others', subject: userId, details: { ended } });
    return { ended };
  });
}

/** Ends a person's open sessions, except one where it is named. Returns how many. */
export async function endSessions(ctx: Ctx, userId: string, except?: string): Promise<number> {
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.clock.now() })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), except === undefined ? undefined : ne(sessions.id, except)))
    .returning({ id: sessions.id });
  return ended.length;
}
