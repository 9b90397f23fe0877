import { and, eq, gt, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { passwordResets, users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId, newSecret } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import type { resetPasswordInput } from '../schemas';
import { hashPassword } from './password';
import { hashSecret } from './secret-hash';
import { endSessions } from './sessions';

const resetHours = 24;

/** Makes the secret of a link that sets a person's new password, once, within a day. Earlier ones stop working. */
export async function createPasswordReset(ctx: Ctx, userId: string): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret();
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + resetHours * 3600 * 1000);
  await endPasswordResets(ctx, userId);
  await ctx.db.insert(passwordResets).values({ id: newId(), userId, tokenHash: hashSecret(token), createdAt: now, expiresAt });
  return { token, expiresAt };
}

/** Makes a person's open links useless. */
export async function endPasswordResets(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.delete(passwordResets).where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
}

/** Whether a link's secret can still be used. */
export async function canResetPassword(ctx: Ctx, token: string): Promise<boolean> {
  const [open] = await ctx.db
    .select({ id: passwordResets.id })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(and(stillHolds(ctx, token), isNull(users.disabledAt)));
  return open !== undefined;
}

/** Sets a new password by a link's secret and ends all of the person's sessions. Throws `forbidden` where the link does not hold. */
export async function resetPassword(ctx: Ctx, input: z.output<typeof resetPasswordInput>): Promise<{ done: true }> {
  // Hashing costs a lot: nobody gets it for a made-up link.
  if (!(await canResetPassword(ctx, input.token))) throw useless();
  const passwordHash = await hashPassword(input.newPassword);
  return inTransaction(ctx, async (inner) => {
    const [used] = await inner.db
      .update(passwordResets)
      .set({ usedAt: inner.clock.now() })
      .where(stillHolds(inner, input.token))
      .returning({ userId: passwordResets.userId });
    if (!used) throw useless();
    const { userId } = used;
    const changed = await inner.db
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, userId), isNull(users.disabledAt)))
      .returning({ id: users.id });
    if (changed.length === 0) throw useless();
    const ended = await endSessions(inner, userId);
    await recordAudit(inner, { action: 'account.reset', subject: userId, actorId: userId, details: { sessionsEnded: ended } });
    return { done: true };
  });
}

function stillHolds(ctx: Ctx, token: string) {
  return and(eq(passwordResets.tokenHash, hashSecret(token)), isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, ctx.clock.now()));
}

function useless(): LoamError {
  return new LoamError('forbidden', 'This link was used already or is past its time. Ask an admin for a new one.');
}
