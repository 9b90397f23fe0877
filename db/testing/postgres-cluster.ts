import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../client';
import { migrate } from '../migrate';
import { findPostgresBinaries } from './postgres-binaries';
import { startTemporaryPostgres } from './temporary-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the temporary server; empty where PostgreSQL is not installed. */
    postgresUrl: string;
  }
}

export const templateDatabase = 'loam_template';

/** Starts PostgreSQL for the tests that run on both databases, and makes the template that each of them copies. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const binaries = findPostgresBinaries();
  if (!binaries) {
    process.stderr.write('PostgreSQL 15 or later was not found: the tests on it are skipped.\n');
    project.provide('postgresUrl', '');
    return undefined;
  }
  const server = await startTemporaryPostgres(binaries);
  try {
    const client = postgres(server.url, { max: 1, onnotice: () => {} });
    await client.unsafe(`create database ${templateDatabase}`);
    await client.end();
    const template = await openDatabase({ dataDir: '', databaseUrl: databaseUrl(server.url, templateDatabase) });
    await migrate(template);
    await template.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
