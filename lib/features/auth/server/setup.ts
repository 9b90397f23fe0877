import { isNotNull } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import type { setupInput, User } from '../schemas';
import { hashPassword } from './password';
import { sameSecret } from './secret-hash';

/** Whether somebody can sign in yet. */
export async function hasAccount(ctx: Ctx): Promise<boolean> {
  const rows = await ctx.db.select({ id: users.id }).from(users).where(isNotNull(users.passwordHash)).limit(1);
  return rows.length > 0;
}

/** Creates the first admin. Throws `conflict` once an account exists, `forbidden` on a wrong setup code. */
export async function setup(ctx: Ctx, input: z.output<typeof setupInput>): Promise<User> {
  const { setupCode } = currentApp<Ctx>().settings;
  if (setupCode && !sameSecret(input.setupCode ?? '', setupCode)) {
    throw new LoamError('forbidden', 'The setup code is not right. It was printed where Loam was started.', {
      fields: { setupCode: 'Copy the code from the console' },
    });
  }
  // Hashing costs a lot: nobody gets it once the first account is there.
  await refuseSecond(ctx);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (inner) => {
    await inner.db.select({ id: users.id }).from(users).for('update');
    await refuseSecond(inner);
    const user: User = { id: newId(), name: input.name, email: input.email, role: 'admin' };
    await inner.db.insert(users).values({ ...user, passwordHash, createdAt: inner.clock.now() });
    await recordAudit(inner, { action: 'account.setup', subject: user.id, actorId: user.id });
    return user;
  });
}

async function refuseSecond(ctx: Ctx): Promise<void> {
  if (await hasAccount(ctx)) throw new LoamError('conflict', 'The first account exists already. Sign in with it.');
}

/** Whether the first account wants the code from the console: where others than this machine can reach the server. */
export function needsSetupCode(): boolean {
  return currentApp<Ctx>().settings.setupCode !== undefined;
}
