import { and, eq, ne, sql } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { operatorId } from '@/lib/features/auth/server';

export type UserRow = typeof users.$inferSelect;

/** A person's account by id or e-mail address. The built-in account is nobody's. Throws `not_found`. */
export async function findUser(ctx: Ctx, idOrEmail: string): Promise<UserRow> {
  const named = idOrEmail.includes('@') ? eq(sql`lower(${users.email})`, idOrEmail.toLowerCase()) : eq(users.id, idOrEmail);
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(named, ne(users.id, operatorId)));
  if (!user) throw new LoamError('not_found', 'There is no such account.');
  return user;
}
