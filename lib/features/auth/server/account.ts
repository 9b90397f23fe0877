import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { User } from '../schemas';
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
