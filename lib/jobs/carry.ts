import type { Db, PgBoss } from 'pg-boss';
import { type Ctx, inTransaction, sqlState } from '@/db/ctx';
import { onCallersDatabase, sendOptions } from './boss';
import type { JobDefinition } from './define';
import { type Job, readJob } from './read';

/**
 * Hands a row's job to the queue; false where an exclusive one is in its way. Where no worker has set
 * the queue up yet the row alone is kept: a worker hands over what it finds missing.
 */
export async function carry(ctx: Ctx, definition: JobDefinition, { id, priority, key, startAfter }: Job): Promise<boolean> {
  const sent = await whereSetUp(ctx, (boss, db) =>
    boss.send(definition.name, null, {
      ...sendOptions(definition),
      id,
      priority,
      db,
      ...(startAfter ? { startAfter } : {}),
      ...(key ? { singletonKey: key } : {}),
    }),
  );
  return sent !== null || !definition.exclusive;
}

/** Makes the queue carry a row's job afresh. The caller has put the row into the state `queued`. */
export async function requeue(ctx: Ctx, definition: JobDefinition, id: string): Promise<boolean> {
  const row = await readJob(ctx, id);
  await removeFromQueue(ctx, definition.name, id);
  return carry(ctx, definition, row);
}

export async function removeFromQueue(ctx: Ctx, queue: string, id: string): Promise<void> {
  await whereSetUp(ctx, (boss, db) => boss.deleteJob(queue, id, { db }));
}

export async function cancelInQueue(ctx: Ctx, queue: string, id: string): Promise<void> {
  await whereSetUp(ctx, (boss, db) => boss.cancel(queue, id, { db }));
}

/** Asks the queue in a savepoint, so that its absence (then the answer is undefined) does not undo what the caller did. */
export async function whereSetUp<T>(ctx: Ctx, ask: (boss: PgBoss, db: Db) => Promise<T>): Promise<T | undefined> {
  try {
    return await inTransaction(ctx, (inner) => onCallersDatabase(inner.db, ask));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const missing = { table: '42P01', schema: '3F000' };

function isMissing(error: unknown): boolean {
  const state = sqlState(error);
  return state === missing.table || state === missing.schema || /^Queue .* (does not exist|not found)$/.test((error as Error).message);
}
