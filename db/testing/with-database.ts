import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { newId } from '@/lib/core/ids';
import { type Connection, openDatabase } from '../client';
import type { Ctx } from '../ctx';
import type { Database } from '../database';
import { openEmbeddedCopy } from './embedded-snapshot';
import { databaseUrl, templateDatabase } from './postgres-cluster';
import { testContext } from './test-context';

export type Driver = Connection['driver'];

/** A migrated, empty database that the tests of one describe block have to themselves. */
export interface TestDatabase {
  readonly driver: Driver;
  /** Usable from the first beforeAll on. */
  readonly connection: Connection;
  readonly db: Database;
  /** The system's context, with what is given instead. */
  ctx(parts?: Partial<Ctx>): Ctx;
}

/** Opens a database before the tests of the enclosing block and removes it after them. */
export function withDatabase(driver: Driver): TestDatabase {
  let connection: Connection | undefined;
  let remove = async (): Promise<void> => {};
  beforeAll(async () => {
    if (driver === 'pglite') connection = await openEmbeddedCopy();
    else ({ connection, remove } = await openPostgresCopy());
  });
  afterAll(async () => {
    await connection?.close();
    await remove();
  });
  const opened = (): Connection => {
    if (!connection) throw new Error('the test database is opened in beforeAll: use it in tests and hooks only');
    return connection;
  };
  return {
    driver,
    get connection() {
      return opened();
    },
    get db() {
      return opened().db;
    },
    ctx: (parts) => testContext(opened().db, parts),
  };
}

/** Runs the same tests on both databases; on PostgreSQL only where it is installed. */
export function describeDatabases(name: string, tests: (database: TestDatabase) => void): void {
  describe(`${name} (embedded)`, () => tests(withDatabase('pglite')));
  describe.skipIf(!postgresIsThere())(`${name} (PostgreSQL)`, () => tests(withDatabase('postgres')));
}

/** Whether the launcher found a PostgreSQL to start. */
export function postgresIsThere(): boolean {
  return inject('postgresUrl') !== '';
}

async function openPostgresCopy(): Promise<{ connection: Connection; remove: () => Promise<void> }> {
  const serverUrl = inject('postgresUrl');
  if (!serverUrl) throw new Error('PostgreSQL is not there; guard the block with postgresIsThere()');
  const name = `test_${newId().replaceAll('-', '')}`;
  const onServer = async (statement: string): Promise<void> => {
    const client = postgres(serverUrl, { max: 1, onnotice: () => {} });
    await client.unsafe(statement);
    await client.end();
  };
  await onServer(`create database ${name} template ${templateDatabase}`);
  const connection = await openDatabase({ dataDir: '', databaseUrl: databaseUrl(serverUrl, name) });
  return { connection, remove: () => onServer(`drop database ${name} with (force)`) };
}
