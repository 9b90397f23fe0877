import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { openDatabase } from './client';
import { queryRows } from './database';
import { migrate } from './migrate';
import { type Migration, readMigrations } from './migrations';
import { describeDatabases, postgresIsThere, withDatabase } from './testing';

const step = (tag: string, ...statements: string[]): Migration => ({ tag, statements, hash: tag });

describeDatabases('migrate', (database) => {
  test('does nothing where all is done', async () => {
    expect(await migrate(database.connection)).toEqual([]);
  });

  test('undoes all steps where one fails', async () => {
    const steps = [...(await readMigrations()), step('x', 'create table x (a int)'), step('y', 'create table y (a int)', 'no sql')];
    await expect(migrate(database.connection, steps)).rejects.toThrow();
    expect(await queryRows(database.db, sql`select to_regclass('x')::text as x, to_regclass('y')::text as y`)).toEqual([
      { x: null, y: null },
    ]);
  });

  test('runs a step that another branch put before the last one', async () => {
    const known = await readMigrations();
    const late = step('late', 'create table late (a int)');
    expect(await migrate(database.connection, [...known.slice(0, -1), late, ...known.slice(-1)])).toEqual(['late']);
  });

  test('refuses a step that was changed after it ran', async () => {
    const steps = [...(await readMigrations()), { ...step('late', 'create table late (b int)'), hash: 'other' }];
    await expect(migrate(database.connection, steps)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('late.sql') as string,
    });
  });

  test('refuses a database of a newer version', async () => {
    await expect(migrate(database.connection)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('late') as string,
    });
  });
});

describe.skipIf(!postgresIsThere())('migrate by several processes at once (PostgreSQL)', () => {
  const database = withDatabase('postgres');

  test('runs every step once', async () => {
    const { connection } = database;
    if (connection.driver !== 'postgres') throw new Error('not PostgreSQL');
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ dataDir: '', databaseUrl: connection.url })));
    const steps = [...(await readMigrations()), step('slow', 'select pg_sleep(0.2)', 'create table slow (a int)')];
    const ran = await Promise.all([connection, ...others].map((each) => migrate(each, steps)));
    expect(ran.flat()).toEqual(['slow']);
    await Promise.all(others.map((other) => other.close()));
  });
});
