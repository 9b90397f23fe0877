import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { sessions } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { sessionSchema } from '../schemas';
import { requireUserId } from './actor';
import { recordAudit } from './audit';

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
      userAgent: row.userAgent ?? '',
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
