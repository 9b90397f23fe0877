import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';

/**
 * Two accounts that nobody can sign in to, for they have no password: the operator stands for
 * whoever may read this machine's data folder (the command line), the demo user for callers of the
 * older systems' routes where these want no token.
 */
export const operatorId = 'operator';
export const demoId = 'demo';

/** Adds the two accounts where they are missing. */
export async function seedBuiltInUsers(ctx: Ctx): Promise<void> {
  await ctx.db
    .insert(users)
    .values([
      { id: operatorId, email: 'operator@loam.invalid', name: 'This machine', role: 'admin', createdAt: ctx.clock.now() },
      { id: demoId, email: 'demo@loam.invalid', name: 'Demo', role: 'learner', createdAt: ctx.clock.now() },
    ])
    .onConflictDoNothing();
}
