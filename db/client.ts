import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import type { Database } from './database';
import * as schema from './schema';
import { watchEmbedded, watchPostgres } from './transaction-watchdog';

/** The database inside this process, in the data folder. Only one process may hold it: see data-folder-lock. */
export interface EmbeddedConnection {
  readonly driver: 'pglite';
  readonly db: Database;
  readonly client: PGlite;
  close(): Promise<void>;
}

export interface PostgresConnection {
  readonly driver: 'postgres';
  readonly db: Database;
  readonly client: Sql;
  readonly url: string;
  close(): Promise<void>;
}

/** An open database. Only boot, backup and the queue look behind `db`. */
export type Connection = EmbeddedConnection | PostgresConnection;

export interface DatabaseLocation {
  /** Where the embedded database keeps its files: the folder `pg` in it. Made where missing. */
  readonly dataDir: string;
  /** A PostgreSQL server's address; then nothing is embedded. */
  readonly databaseUrl?: string;
  /** Most connections to PostgreSQL at once; 10 unless said. */
  readonly poolSize?: number;
}

/** Opens the database. It may be empty or behind: call `migrate` next. The caller holds the data folder's lock. */
export async function openDatabase({ dataDir, databaseUrl, poolSize = 10 }: DatabaseLocation): Promise<Connection> {
  if (databaseUrl) return openPostgres(databaseUrl, poolSize);
  const folder = path.join(/* turbopackIgnore: true */ dataDir, 'pg');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return connectEmbedded(await PGlite.create(folder));
}

/** Wraps a PGlite instance, which is closed with the connection. */
export async function connectEmbedded(instance: PGlite): Promise<EmbeddedConnection> {
  await instance.exec(`set timezone = 'UTC'`);
  const client = watchEmbedded(instance);
  return { driver: 'pglite', client, db: drizzleEmbedded(client, { schema }), close: () => instance.close() };
}

async function openPostgres(url: string, poolSize: number): Promise<PostgresConnection> {
  const client = watchPostgres(
    postgres(url, {
      max: poolSize,
      connect_timeout: 15,
      idle_timeout: 60,
      onnotice: () => {},
      connection: { application_name: 'loam', TimeZone: 'UTC' },
    }),
  );
  const db = drizzlePostgres(client, { schema });
  try {
    await client`select 1`;
  } catch (error) {
    await client.end({ timeout: 1 });
    throw error;
  }
  return { driver: 'postgres', client, url, db, close: () => client.end({ timeout: 5 }) };
}
