import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { readSetting } from '@/lib/features/settings/server';

/** Whom callers of older routes act as where those are open; nobody can sign in as them. */
export const demoUserId = 'demo';

/** The demo user, made when they are first needed; undefined where older routes want a token. */
export async function demoActor(ctx: Ctx): Promise<Ctx['actor'] | undefined> {
  if (await readSetting(ctx, 'SEED_ROUTES_REQUIRE_TOKEN')) return undefined;
  await ctx.db
    .insert(users)
    .values({ id: demoUserId, email: 'demo@loam.invalid', name: 'Demo', role: 'learner', createdAt: ctx.clock.now() })
    .onConflictDoNothing();
  return { kind: 'user', userId: demoUserId, role: 'learner' };
}
