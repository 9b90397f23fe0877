import type { Context } from '@/lib/core/ctx';
import type { Role } from '@/lib/vocabulary/roles';
import type { Database } from './database';

export { isUniqueViolation, queryRows, sqlState } from './database';

/** What every verb takes first. Its `db` is the only way to the rows. */
export type Ctx = Context<Database, Role>;

/**
 * Runs `fn` in a transaction: with a context whose `db` is that transaction. An error rolls back all
 * that was done and is thrown on. Called inside a transaction it makes a savepoint of it.
 * Keep it short: on the embedded database everybody else waits for its end.
 */
export async function inTransaction<T>(ctx: Ctx, fn: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((transaction) => fn({ ...ctx, db: transaction }));
}
