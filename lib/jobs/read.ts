import { type SQL, and, asc, count, desc, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { jobProgress } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { type JobState, isFinalJobState, jobStates } from '@/lib/vocabulary/job-states';

export type Job = typeof jobProgress.$inferSelect;

export interface JobFilter {
  readonly state?: JobState;
  readonly queue?: string;
  /** Only jobs that were made before: for the next page. */
  readonly before?: Date;
  /** Only jobs that come after this one in the list. */
  readonly after?: { readonly at: Date; readonly id: string };
  /** 50 unless said. */
  readonly limit?: number;
}

/** A job of the acting person; any job for an admin and for the system. Throws `not_found`. */
export async function readJob(ctx: Ctx, id: string): Promise<Job> {
  const [job] = await ctx.db
    .select()
    .from(jobProgress)
    .where(and(eq(jobProgress.id, id), visible(ctx)));
  if (!job) throw new LoamError('not_found', 'There is no such job.');
  return forActor(ctx, job);
}

/** The latest jobs that the actor may see, newest first. */
export async function listJobs(ctx: Ctx, { state, queue, before, after, limit = 50 }: JobFilter = {}): Promise<Job[]> {
  const jobs = await ctx.db
    .select()
    .from(jobProgress)
    .where(
      and(
        visible(ctx),
        state && eq(jobProgress.state, state),
        queue === undefined ? undefined : eq(jobProgress.queue, queue),
        before && lt(jobProgress.createdAt, before),
        after && or(lt(jobProgress.createdAt, after.at), and(eq(jobProgress.createdAt, after.at), lt(jobProgress.id, after.id))),
      ),
    )
    .orderBy(desc(jobProgress.createdAt), desc(jobProgress.id))
    .limit(limit);
  return jobs.map((job) => forActor(ctx, job));
}

/** How many jobs that the actor may see are in each state, per queue. */
export async function countJobs(ctx: Ctx): Promise<{ queue: string; state: JobState; count: number }[]> {
  return ctx.db
    .select({ queue: jobProgress.queue, state: jobProgress.state, count: count() })
    .from(jobProgress)
    .where(visible(ctx))
    .groupBy(jobProgress.queue, jobProgress.state)
    .orderBy(jobProgress.queue, jobProgress.state);
}

/** What one queue holds and how long its jobs take, as far as their rows are kept. */
export interface QueueSummary {
  readonly queue: string;
  readonly counts: Readonly<Record<JobState, number>>;
  /** Jobs that were started more than once. */
  readonly repeated: number;
  /** When the first of those that wait was asked for. */
  readonly waitingSince: Date | null;
  /** Of those that succeeded: the middle one, and what only one in twenty exceeds. */
  readonly medianSeconds: number | null;
  readonly slowSeconds: number | null;
}

/** The queues of all jobs that the actor may see, by name. */
export async function summariseQueues(ctx: Ctx): Promise<QueueSummary[]> {
  const seconds = sql`extract(epoch from ${jobProgress.finishedAt} - ${jobProgress.startedAt})`;
  const succeeded = sql`filter (where ${jobProgress.state} = 'succeeded')`;
  const rows = await ctx.db
    .select({
      queue: jobProgress.queue,
      repeated: sql<number>`(count(*) filter (where ${gt(jobProgress.attempt, 1)}))::int`,
      waitingSince: sql<string | null>`min(${jobProgress.createdAt}) filter (where ${jobProgress.state} = 'queued')`,
      medianSeconds: sql<number | null>`(percentile_cont(0.5) within group (order by ${seconds}) ${succeeded})::float8`,
      slowSeconds: sql<number | null>`(percentile_cont(0.95) within group (order by ${seconds}) ${succeeded})::float8`,
    })
    .from(jobProgress)
    .where(visible(ctx))
    .groupBy(jobProgress.queue)
    .orderBy(asc(jobProgress.queue));
  const counted = await countJobs(ctx);
  return rows.map(({ waitingSince, ...row }) => ({
    ...row,
    waitingSince: waitingSince === null ? null : new Date(waitingSince),
    counts: Object.fromEntries(
      jobStates.map((state) => [state, counted.find((one) => one.queue === row.queue && one.state === state)?.count ?? 0]),
    ) as Record<JobState, number>,
  }));
}

/**
 * Waits until a job has ended and returns it, whatever its end. Throws `timeout` after the given
 * milliseconds; the job goes on. Not for use inside a transaction, which would never see the end.
 */
export async function untilFinished(ctx: Ctx, id: string, { timeoutMs }: { timeoutMs: number }): Promise<Job> {
  const deadline = ctx.clock.monotonic() + timeoutMs;
  for (let pause = 15; ; pause = Math.min(pause * 1.3, 500)) {
    const job = await readJob(ctx, id);
    if (isFinalJobState(job.state)) return job;
    ctx.signal?.throwIfAborted();
    if (ctx.clock.monotonic() > deadline) {
      throw new LoamError(
        'timeout',
        'The work goes on, but it takes longer than this request may wait. Look at the job for its progress.',
        {
          extra: { jobId: id },
        },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function seesAll({ actor }: Ctx): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && actor.role === 'admin');
}

function forActor(ctx: Ctx, job: Job): Job {
  if (seesAll(ctx) || !job.error) return job;
  const { detail: _detail, ...error } = job.error;
  return { ...job, error };
}

function visible(ctx: Ctx): SQL | undefined {
  if (seesAll(ctx)) return undefined;
  const { actor } = ctx;
  if (actor.kind === 'user') return eq(jobProgress.ownerId, actor.userId);
  throw new LoamError('not_signed_in', 'Sign in to see your jobs.');
}
