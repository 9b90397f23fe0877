import type { Ctx } from '@/db/ctx';
import { auditLog } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { AuditAction } from '@/lib/vocabulary/audit-actions';

export interface AuditEntry {
  readonly action: AuditAction;
  /** The id or name of what it was done to. */
  readonly subject: string;
  /** Who did it, where that is not the acting person: somebody who only signs in by doing it. */
  readonly actorId?: string;
  /** Never secrets; and no names or addresses, since entries outlive the people. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes down who did what to which row, in the transaction of the deed. */
export async function recordAudit(ctx: Ctx, { action, subject, actorId, details = {} }: AuditEntry): Promise<void> {
  const acting = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await ctx.db
    .insert(auditLog)
    .values({ id: newId(), at: ctx.clock.now(), actorId: actorId ?? acting, action, subject, address: ctx.address ?? null, details });
}
