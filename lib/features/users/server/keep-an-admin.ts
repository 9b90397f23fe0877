import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';

/**
 * Throws `conflict` where this person is the only admin who can sign in. In a transaction the answer holds until its
 * end: all admins' rows are locked, so that two admins cannot remove each other at once.
 */
export async function keepAnAdmin(ctx: Ctx, userId: string): Promise<void> {
  const admins = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNotNull(users.passwordHash), isNull(users.disabledAt)))
    .orderBy(asc(users.id))
    .for('update');
  if (admins.length === 1 && admins[0].id === userId) {
    throw new LoamError('conflict', 'This is the last admin. Make somebody else an admin first.');
  }
}

/** Throws `conflict` where somebody is about to shut themself out. */
export function refuseOneself(ctx: Ctx, userId: string): void {
  if (ctx.actor.kind === 'user' && ctx.actor.userId === userId) {
    throw new LoamError('conflict', 'This is your own account. Ask another admin, or use the command line on the server.');
  }
}
