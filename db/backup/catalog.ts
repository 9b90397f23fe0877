import type { RunSql } from '../database';

export interface TableShape {
  readonly name: string;
  /** In their order; computed ones are left out. */
  readonly columns: readonly string[];
}

/** Remembers the schema's history; a backup says it in its own words. */
const bookkeeping = `'schema_migrations'`;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Loam's own tables, by name. */
export async function ownTables(run: RunSql): Promise<TableShape[]> {
  const rows = await run(`
    select c.table_name as "table", c.column_name as "column"
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.table_name <> ${bookkeeping}
    order by c.table_name, c.ordinal_position`);
  const tables = new Map<string, string[]>();
  for (const { table, column } of rows as { table: string; column: string }[]) {
    const columns = tables.get(table);
    if (columns) columns.push(column);
    else tables.set(table, [column]);
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** Takes the references between tables away, so that rows can come in any order, and returns what puts them back. */
export async function dropReferences(run: RunSql): Promise<() => Promise<void>> {
  const references = (await run(`
    select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
    order by 1, 2`)) as { table: string; name: string; definition: string }[];
  for (const { table, name } of references) await run(`alter table ${table} drop constraint ${quoted(name)}`);
  return async () => {
    for (const { table, name, definition } of references) await run(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  };
}

/** Lets numbered columns go on behind the highest number that is there. */
export async function continueSequences(run: RunSql): Promise<void> {
  const numbered = (await run(`
    select table_name as "table", column_name as "column"
    from information_schema.columns
    where table_schema = 'public' and table_name <> ${bookkeeping}
      and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null`)) as { table: string; column: string }[];
  for (const { table, column } of numbered) {
    const sequence = `pg_get_serial_sequence('${quoted(table).replaceAll("'", "''")}', '${column.replaceAll("'", "''")}')`;
    await run(`select setval(${sequence}, coalesce((select max(${quoted(column)}) from ${quoted(table)}), 0) + 1, false)`);
  }
}

/** Removes all tables and word lists of Loam's own. */
export async function dropEverything(run: RunSql): Promise<void> {
  for (const { name } of await ownTables(run)) await run(`drop table if exists ${quoted(name)} cascade`);
  await run('drop table if exists schema_migrations');
  const types = (await run(`select typname as name from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace`)) as {
    name: string;
  }[];
  for (const { name } of types) await run(`drop type ${quoted(name)} cascade`);
}
