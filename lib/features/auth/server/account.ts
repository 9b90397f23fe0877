import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/features/audit/server';
import type { updateAccountInput, User } from '../schemas';
import { requireUserId } from './actor';

/** The signed-in person's own account. */
export async function account(ctx: Ctx): Promise<User> {
  const [user] = await ctx.db
    .select({ id: users.id, name: users.name, email: users.email, role: users.role })
    .from(users)
    .where(eq(users.id, requireUserId(ctx)));
  if (!user) throw new LoamError('not_found', 'This account does not exist any more.');
  return user;
}

/** Changes the signed-in person's name. */
export async function updateAccount(ctx: Ctx, { name }: z.output<typeof updateAccountInput>): Promise<User> {
  const id = requireUserId(ctx);
  return inTransaction(ctx, async (inner) => {
    await inner.db.update(users).set({ name }).where(eq(users.id, id));
    await recordAudit(inner, { action: 'account.update', subject: id });
    return account(inner);
  });
}
