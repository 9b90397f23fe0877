import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { sessions, users } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import { readSetting } from '@/lib/features/settings/server';
import type { signInInput } from '../schemas';
import { spendPasswordCheck, verifyPassword } from './password';

export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
}

/** Opens a session. Null where the address or the password is wrong; which of the two is not told. */
export async function signIn(ctx: Ctx, input: z.output<typeof signInInput> & { userAgent: string }): Promise<SignedIn | null> {
  const email = input.email.trim().toLowerCase();
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.email, email), isNotNull(users.passwordHash), isNull(users.disabledAt)));
  if (!user?.passwordHash) {
    await spendPasswordCheck(input.password);
    return null;
  }
  if (!(await verifyPassword(input.password, user.passwordHash))) {
    await recordAudit(ctx, { action: 'session.refuse', subject: user.id });
    return null;
  }
  const now = ctx.clock.now();
  const sessionId = newId();
  const days = await readSetting(ctx, 'SESSION_DAYS');
  await inTransaction(ctx, async (inner) => {
    await inner.db.delete(sessions).where(and(eq(sessions.userId, user.id), lt(sessions.expiresAt, now)));
    await inner.db.insert(sessions).values({
      id: sessionId,
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + days * 24 * 3600 * 1000),
      userAgent: input.userAgent.slice(0, 300),
      address: inner.address,
    });
    await recordAudit(inner, { action: 'session.create', subject: user.id, actorId: user.id });
  });
  return { userId: user.id, name: user.name, email: user.email, sessionId };
}
