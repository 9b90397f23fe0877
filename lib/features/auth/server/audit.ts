import type { Ctx } from '@/db/ctx';
import { auditLog } from '@/db/schema';
import { newId } from '@/lib/core/ids';

/** Writes down who did what to which row, in the transaction of the deed. */
export async function recordAudit(ctx: Ctx, entry: { action: string; subject: string; details?: Record<string, unknown> }): Promise<void> {
  const actorId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await ctx.db.insert(auditLog).values({ id: newId(), at: ctx.clock.now(), actorId, ...entry, details: entry.details ?? {} });
}
