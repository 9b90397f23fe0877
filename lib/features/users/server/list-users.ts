import { and, count, desc, eq, ilike, inArray, isNotNull, isNull, lt, max, ne, or, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { sessions, users } from '@/db/schema';
import { readCursor, writeCursor } from '@/lib/core/page-cursor';
import { operatorId } from '@/lib/features/auth/server';
import type { listUsersInput, ManagedUser, userPageSchema } from '../schemas';
import { findUser, type UserRow } from './find-user';

/** A page of accounts. For admins alone: the contract says so. */
export async function listUsers(ctx: Ctx, input: z.output<typeof listUsersInput>): Promise<z.output<typeof userPageSchema>> {
  const pattern = `%${(input.search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const wanted = and(
    ne(users.id, operatorId),
    input.search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
    input.role && eq(users.role, input.role),
    input.state && inState[input.state](),
  );
  const rows = await ctx.db
    .select()
    .from(users)
    .where(and(wanted, input.after ? isAfter(input.after) : undefined))
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(input.limit + 1);
  const [{ total }] = await ctx.db.select({ total: count() }).from(users).where(wanted);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    users: await withLastSeen(ctx, shown),
    total,
    next: rows.length > input.limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

/** One account, by id or e-mail address. Throws `not_found`. */
export async function readUser(ctx: Ctx, { user }: { user: string }): Promise<ManagedUser> {
  const [view] = await withLastSeen(ctx, [await findUser(ctx, user)]);
  return view;
}

const inState: Record<ManagedUser['state'], () => SQL | undefined> = {
  active: () => and(isNull(users.disabledAt), isNotNull(users.passwordHash)),
  disabled: () => isNotNull(users.disabledAt),
  'no-login': () => and(isNull(users.disabledAt), isNull(users.passwordHash)),
};

function stateOf(user: UserRow): ManagedUser['state'] {
  if (user.disabledAt) return 'disabled';
  return user.passwordHash === null ? 'no-login' : 'active';
}

async function withLastSeen(ctx: Ctx, rows: readonly UserRow[]): Promise<ManagedUser[]> {
  if (rows.length === 0) return [];
  const seen = await ctx.db
    .select({ userId: sessions.userId, at: max(sessions.lastSeenAt) })
    .from(sessions)
    .where(
      inArray(
        sessions.userId,
        rows.map(({ id }) => id),
      ),
    )
    .groupBy(sessions.userId);
  const lastSeen = new Map(seen.map(({ userId, at }) => [userId, at]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    state: stateOf(row),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: lastSeen.get(row.id)?.toISOString() ?? null,
  }));
}

function isAfter(cursor: string): SQL | undefined {
  const { at, id } = readCursor(cursor);
  return or(lt(users.createdAt, at), and(eq(users.createdAt, at), lt(users.id, id)));
}
