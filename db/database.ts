import { type ExtractTablesWithRelations, type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema';

/**
 * The rows of Loam, on either driver and inside or outside a transaction. Code that takes this type
 * runs on both; what a driver returns for raw SQL differs, so read that with {@link queryRows}.
 */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** The rows of a raw SQL query, whichever driver answers. Column names are as in the query; moments arrive as text. */
export async function queryRows<Row extends Record<string, unknown>>(db: Database, query: SQL): Promise<Row[]> {
  const result: unknown = await db.execute(query);
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[];
}

/** Runs one statement without parameters and returns its rows. */
export type RunSql = (statement: string) => Promise<Record<string, unknown>[]>;

export function runSql(db: Database): RunSql {
  return (statement) => queryRows(db, sql.raw(statement));
}

/** The SQLSTATE of a failed query, found in the error or its causes: `23505` for a value that exists already. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** Whether a query failed because a unique value (of the named constraint, where one is given) exists already. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const found = at as { code?: unknown; constraint?: unknown; constraint_name?: unknown };
    if (found.code === '23505') return constraint === undefined || found.constraint === constraint || found.constraint_name === constraint;
  }
  return false;
}
