import { sql } from 'drizzle-orm';
import { type Database, type RunSql, queryRows } from '@/db/database';

/*
 * The few statements that reach into pg-boss's own tables, because its interface has no word for them.
 * They are written against the version that package.json pins, and the contract suite runs each of them.
 */

/** A worker says every second that it lives; one that was silent for so long is taken for dead. */
const silentSeconds = 8;

/** Jobs that are marked as running although their worker fell silent. */
export async function abandonedJobs(db: Database): Promise<ClaimedJob[]> {
  return queryRows<ClaimedJob>(
    db,
    sql`select b.id::text as id, b.name, b.retry_count as "retryCount", b.retry_limit as "retryLimit"
        from job_progress p join pgboss.job b on b.id = p.id::uuid and b.name = p.queue
        where p.state = 'running' and b.state = 'active'
          and coalesce(b.heartbeat_on, b.started_on) < now() - ${silentSeconds} * interval '1 second'`,
  );
}

/** All jobs that are marked as running. */
export async function claimedJobs(db: Database): Promise<ClaimedJob[]> {
  return queryRows<ClaimedJob>(
    db,
    sql`select id::text as id, name, retry_count as "retryCount", retry_limit as "retryLimit"
        from pgboss.job where state = 'active' and name not like '\\_\\_pgboss\\_\\_%'`,
  );
}

export interface ClaimedJob extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly retryCount: number;
  readonly retryLimit: number;
}

/** Lets another worker take a claimed job up at once. The next attempt counts as a repetition. */
export async function handOver(db: Database, { id, name, retryCount }: ClaimedJob): Promise<void> {
  await db.execute(
    sql`with handed as (
          update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null
          where name = ${name} and id = ${id}::uuid and state = 'active' and retry_count = ${retryCount}
          returning id
        )
        update job_progress p set state = 'queued', updated_at = now(), revision = p.revision + 1
        from handed where p.id = handed.id::text and p.state = 'running'`,
  );
}

/** Puts a claimed job back as if it had never been started. */
export async function putBack(db: Database, { id, name, retryCount }: Pick<ClaimedJob, 'id' | 'name' | 'retryCount'>): Promise<void> {
  await db.execute(
    sql`update pgboss.job set state = 'created', started_on = null, heartbeat_on = null
        where name = ${name} and id = ${id}::uuid and state = 'active' and retry_count = ${retryCount}`,
  );
}

/** Names of the queues in which a job could start now. */
export async function runnableQueues(db: Database): Promise<string[]> {
  const rows = await queryRows<{ name: string }>(
    db,
    sql`select distinct b.name from job_progress p join pgboss.job b on b.id = p.id::uuid and b.name = p.queue
        where p.state in ('queued', 'running') and b.state in ('created', 'retry') and b.start_after <= now()`,
  );
  return rows.map(({ name }) => name);
}

/** Ends the rows of jobs that the queue has ended without a worker: cancelled after their worker died, or out of attempts. */
export async function endForgottenRows(db: Database): Promise<void> {
  await db.execute(
    sql`update job_progress p
        set state = case when b.state = 'cancelled' then 'cancelled'::job_state else 'failed'::job_state end,
            error = case when b.state = 'failed' and p.error is null
              then jsonb_build_object('code', 'internal', 'message', 'The job was given up: it took too long, or its process ended each time.')
              else p.error end,
            finished_at = now(), updated_at = now(), revision = p.revision + 1
        from pgboss.job b
        where b.id = p.id::uuid and b.name = p.queue and p.state in ('queued', 'running')
          and b.state in ('cancelled', 'failed') and b.completed_on < now() - interval '15 seconds'`,
  );
}

export interface LostJob extends Record<string, unknown> {
  readonly id: string;
  readonly queue: string;
}

/** Rows that wait for a job which the queue does not have, as after a restored backup. */
export async function lostJobs(db: Database): Promise<LostJob[]> {
  return queryRows<LostJob>(
    db,
    sql`select p.id, p.queue from job_progress p
        where p.state in ('queued', 'running')
          and not exists (select 1 from pgboss.job b where b.id = p.id::uuid and b.name = p.queue)
        limit 100`,
  );
}

/**
 * Takes every job and every schedule out of the queue. Part of restoring a backup: workers then put back what the restored
 * rows say. Does nothing where the queue was never set up.
 */
export async function emptyQueue(run: RunSql): Promise<void> {
  const [found] = await run(`select to_regclass('pgboss.job') is not null as there`);
  if (!found.there) return;
  await run('delete from pgboss.job');
  await run('delete from pgboss.schedule');
}
