import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import { type ConstructorOptions, type Db, PgBoss, type SendOptions, fromDrizzle, fromPglite } from 'pg-boss';
import type { Connection } from '@/db/client';
import type { Database } from '@/db/database';
import { outsideTransactions } from '@/db/transaction-watchdog';
import type { Log } from '@/lib/core/log';
import { singleton } from '@/lib/core/singleton';
import type { JobDefinition } from './define';

/*
 * pg-boss carries the jobs; nothing outside this folder knows of it. A worker process runs one instance
 * on its own connection. Asking for a job goes through another instance, which is never started and
 * runs its statements on the caller's `ctx.db`, so that they belong to the caller's transaction.
 */

/** The queue allows no less. */
const heartbeatSeconds = 10;

const oneDay = 24 * 60 * 60;

// One for all copies of this module: the sender that asks it may come from another bundle.
const callersDb = singleton('jobs.callers-database', () => new AsyncLocalStorage<Db>());

/** Runs queue operations on the caller's database or transaction. */
export async function onCallersDatabase<T>(db: Database, run: (boss: PgBoss, db: Db) => Promise<T>): Promise<T> {
  const adapter = adapt(db);
  return callersDb.run(adapter, () => run(sender(), adapter));
}

function adapt(db: Database): Db {
  const { executeSql } = fromDrizzle(
    { execute: (query) => db.execute(query as ReturnType<typeof sql>) as unknown as Promise<{ rows: unknown[] }> },
    sql,
  );
  return { executeSql: (text, values) => executeSql(text, (values ?? []).map(asParameter)) };
}

/** The PostgreSQL driver under drizzle takes JSON as text only. */
function asParameter(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype ? JSON.stringify(value) : value;
}

function sender(): PgBoss {
  return singleton('jobs.sender', () => {
    const db: Db = {
      executeSql(text, values) {
        const current = callersDb.getStore();
        if (!current) throw new Error('the queue was asked outside of onCallersDatabase()');
        return current.executeSql(text, values);
      },
    };
    return new PgBoss({ db, migrate: false, supervise: false, schedule: false });
  });
}

/** The next three moments that an expression names. Throws where it or the timezone is none. */
export function nextMoments(cron: string, timezone: string, from: Date): Date[] {
  return sender().previewSchedule(cron, { tz: timezone, count: 3, from });
}

/** An instance that does work, started, with a queue for every definition. */
export async function startBoss(connection: Connection, definitions: readonly JobDefinition[], log: Log): Promise<PgBoss> {
  return outsideTransactions(async () => {
    const boss = new PgBoss({
      ...connect(connection),
      supervise: true,
      superviseIntervalSeconds: 60,
      monitorIntervalSeconds: 60,
      cronMonitorIntervalSeconds: 10,
      cronWorkerIntervalSeconds: 2,
      useListenNotify: true,
    });
    boss.on('error', (error) => log.error({ err: error }, 'the queue reports an error'));
    boss.on('warning', (warning) => log.warn(warning, 'the queue warns'));
    await boss.start();
    await createQueues(boss, definitions);
    return boss;
  });
}

/**
 * Makes the queue's own tables and a queue for every definition, where they are missing. For processes
 * that ask for jobs but do none; a worker does it when it starts.
 */
export async function prepareQueues(connection: Connection, definitions: readonly JobDefinition[]): Promise<void> {
  await outsideTransactions(async () => {
    const boss = new PgBoss({ ...connect(connection), supervise: false, schedule: false });
    // A listener must be there; every failed statement also rejects its call.
    boss.on('error', () => {});
    await boss.start();
    try {
      await createQueues(boss, definitions);
    } finally {
      await boss.stop({ graceful: false });
    }
  });
}

function connect(connection: Connection): ConstructorOptions {
  if (connection.driver === 'pglite') return { db: fromPglite(connection.client), backend: 'pglite' };
  return { connectionString: connection.url, max: 4, application_name: 'loam jobs' };
}

async function createQueues(boss: PgBoss, definitions: readonly JobDefinition[]): Promise<void> {
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const { name, exclusive } of definitions) {
    if (!known.has(name)) await boss.createQueue(name, { notify: true, policy: exclusive ? 'exclusive' : 'standard' });
  }
}

/** How the queue treats a job of this kind. It is said with every job, so that a changed definition needs no migration. */
export function sendOptions(definition: JobDefinition): SendOptions {
  const { retryDelaySeconds = 1 } = definition;
  return {
    retryLimit: definition.retryLimit ?? 2,
    retryDelay: retryDelaySeconds,
    retryBackoff: retryDelaySeconds > 0,
    expireInSeconds: Math.min(definition.expireSeconds ?? 60 * 60, oneDay),
    heartbeatSeconds,
    deleteAfterSeconds: oneDay,
    priority: definition.priority ?? 0,
  };
}
