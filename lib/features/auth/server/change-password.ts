import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/features/audit/server';
import type { changePasswordInput } from '../schemas';
import { requireUserId } from './actor';
import { hashPassword, verifyPassword } from './password';
import { endPasswordResets } from './reset-password';
import { endSessions } from './sessions';

/** Changes the caller's password and ends all their other sessions. Throws `invalid_input` where the current one is wrong. */
export async function changePassword(ctx: Ctx, input: z.output<typeof changePasswordInput>): Promise<{ done: true }> {
  const userId = requireUserId(ctx);
  const [user] = await ctx.db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
  if (!user?.passwordHash) throw new LoamError('conflict', 'This account has no password: nobody signs in with it.');
  if (!(await verifyPassword(input.currentPassword, user.passwordHash))) {
    throw new LoamError('invalid_input', 'The current password is not right.', {
      fields: { currentPassword: 'This is not your password' },
    });
  }
  if (input.newPassword === input.currentPassword) {
    throw new LoamError('invalid_input', 'The new password is the old one.', { fields: { newPassword: 'Choose another one' } });
  }
  const passwordHash = await hashPassword(input.newPassword);
  return inTransaction(ctx, async (inner) => {
    await inner.db.update(users).set({ passwordHash }).where(eq(users.id, userId));
    const ended = await endSessions(inner, userId, inner.actor.kind === 'user' ? inner.actor.sessionId : undefined);
    await endPasswordResets(inner, userId);
    await recordAudit(inner, { action: 'account.password', subject: userId, details: { sessionsEnded: ended } });
    return { done: true };
  });
}
