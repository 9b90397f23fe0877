import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';

/**
 * An account that nobody can sign in to, for it has no password: it stands for whoever may read this
 * machine's data folder, which is how the command line comes in.
 */
export const operatorId = 'operator';

/** Adds the built-in account where it is missing. */
export async function seedBuiltInUsers(ctx: Ctx): Promise<void> {
  await ctx.db
    .insert(users)
    .values({ id: operatorId, email: 'operator@loam.invalid', name: 'This machine', role: 'admin', createdAt: ctx.clock.now() })
    .onConflictDoNothing();
}
