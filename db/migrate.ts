import { sql } from 'drizzle-orm';
import { LoamError } from '@/lib/core/errors';
import type { Connection } from './client';
import { type RunSql, runSql } from './database';
import { type Migration, readMigrations } from './migrations';

/** Any number that no other program on the same server locks: "loam" in ASCII. */
const advisoryLock = 0x6c6f616d;

/**
 * Brings the schema up to date and returns the tags of the steps it ran. Several processes may call it
 * at once: one works, the others wait. All steps run in one transaction: all or nothing.
 * Throws `unavailable` where the database was made by a newer Loam.
 */
export async function migrate(connection: Connection, migrations?: readonly Migration[]): Promise<string[]> {
  const steps = migrations ?? (await readMigrations());
  return connection.db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${advisoryLock})`);
    return applyMigrations(runSql(transaction), steps);
  });
}

/** Runs the steps that the database has not seen, inside the caller's transaction. */
export async function applyMigrations(run: RunSql, steps: readonly Migration[]): Promise<string[]> {
  const applied = await appliedMigrations(run);
  const unknown = [...applied.keys()].filter((tag) => !steps.some((step) => step.tag === tag));
  if (unknown.length > 0) {
    throw new LoamError(
      'unavailable',
      `This database was last used by a newer Loam (it knows ${unknown.join(', ')}). Start that version, or point this one at another database.`,
    );
  }
  const changed = steps.find(({ tag, hash }) => applied.has(tag) && applied.get(tag) !== hash);
  if (changed) {
    throw new LoamError(
      'unavailable',
      `This database was made while db/migrations/${changed.tag}.sql read differently, so it cannot be brought up to date. Use the version of Loam that made it, or another data folder.`,
    );
  }
  const missing = steps.filter((step) => !applied.has(step.tag));
  for (const { tag, statements, hash } of missing) {
    for (const statement of statements) await run(statement);
    await run(`insert into schema_migrations (tag, hash) values (${literal(tag)}, ${literal(hash)})`);
  }
  return missing.map(({ tag }) => tag);
}

/** Tag → hash of the steps that the database has seen. Makes the table that remembers them. */
async function appliedMigrations(run: RunSql): Promise<Map<string, string>> {
  await run(`
    create table if not exists schema_migrations (
      position integer generated always as identity primary key,
      tag text not null unique,
      hash text not null,
      applied_at timestamptz not null default now()
    )`);
  const rows = await run('select tag, hash from schema_migrations');
  return new Map(rows.map(({ tag, hash }) => [String(tag), String(hash)]));
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
