import { is } from 'drizzle-orm';
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core';
import { newId } from '@/lib/core/ids';
import type { Database } from '../database';
import * as schema from '../schema';

/** Every table of the schema, users first, each after those that it refers to. */
export const tables: readonly PgTable[] = sorted(Object.values<unknown>(schema).filter((value): value is PgTable => is(value, PgTable)));

type Row = Record<string, unknown>;

/** What every free text of a person's rows begins with, so that it is known wherever it turns up. */
export const privateMark = 'private-text-of-';

/**
 * Gives an existing person one row in every table that belongs to somebody, directly or by another row of theirs:
 * made from the schema, so that a table of tomorrow has one too. Returns the rows by their table's name.
 */
export async function insertRowsOf(db: Database, userId: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>([['users', { id: userId }]]);
  for (const table of tables) {
    const { name } = getTableConfig(table);
    if (name === 'users') continue;
    const row = rowOf(table, userId, rows);
    const [kept] = (await db.insert(table).values(row).returning()) as Row[];
    if (belongsToSomebody(table)) rows.set(name, kept);
  }
  rows.delete('users');
  return rows;
}

/** Whether rows of a table go with a person: their foreign keys lead to users. */
export function belongsToSomebody(table: PgTable): boolean {
  return getTableConfig(table).foreignKeys.some((key) => {
    const { foreignTable } = key.reference();
    return foreignTable === schema.users || (foreignTable !== table && belongsToSomebody(foreignTable));
  });
}

/** Whether a column, going by its name, holds the id of a person. */
export function namesAPerson(column: PgColumn): boolean {
  return /^((.*_)?(user|owner|author|actor|reader|learner|inviter|rater|creator)_id|.*_by(_id)?)$/.test(column.name);
}

function rowOf(table: PgTable, userId: string, rows: ReadonlyMap<string, Row>): Row {
  const { name, columns, foreignKeys } = getTableConfig(table);
  const row: Row = {};
  for (const [key, column] of Object.entries(table as unknown as Record<string, PgColumn>)) {
    if (columns.includes(column))
      row[key] = namesAPerson(column)
        ? userId
        : valueOf(column, `${belongsToSomebody(table) ? privateMark : 'shared-'}${name}.${column.name}`);
  }
  const keyOf = (column: PgColumn) => Object.entries(table as unknown as Record<string, PgColumn>).find(([, own]) => own === column)![0];
  for (const foreign of foreignKeys) {
    const { columns: own, foreignColumns, foreignTable } = foreign.reference();
    const target = getTableConfig(foreignTable);
    const targetRow = foreignTable === schema.users ? { id: userId } : rows.get(target.name);
    own.forEach((column, index) => {
      const targetKey = Object.entries(foreignTable as unknown as Record<string, PgColumn>).find(
        ([, at]) => at === foreignColumns[index],
      )![0];
      row[keyOf(column)] = targetRow?.[targetKey] ?? null;
    });
  }
  return row;
}

/** A value that a column takes; texts carry the mark, keys are fresh. */
function valueOf(column: PgColumn, text: string): unknown {
  if (column.enumValues?.length) return column.enumValues[0];
  if (/^PgArray/.test(column.columnType)) return [];
  switch (column.dataType) {
    case 'string':
      return column.primary || column.columnType === 'PgUUID' || /(^|_)id$/.test(column.name) ? newId() : text;
    case 'number':
      return 1;
    case 'bigint':
      return 1n;
    case 'boolean':
      return false;
    case 'date':
      return new Date('2100-01-01T00:00:00Z');
    case 'json':
      return { text };
    default:
      return new Uint8Array([1]);
  }
}

function sorted(all: readonly PgTable[]): PgTable[] {
  const done: PgTable[] = [];
  const visit = (table: PgTable) => {
    if (done.includes(table)) return;
    for (const key of getTableConfig(table).foreignKeys) {
      const { foreignTable } = key.reference();
      if (foreignTable !== table) visit(foreignTable);
    }
    done.push(table);
  };
  visit(schema.users);
  all.forEach(visit);
  return done;
}
