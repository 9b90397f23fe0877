import { inArray, sql } from 'drizzle-orm';
import type { JobResult, JobWithMetadata } from 'pg-boss';
import type { Ctx } from '@/db/ctx';
import { type JobFailure, jobProgress } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { JobState } from '@/lib/vocabulary/job-states';
import { putBack } from './boss-tables';
import type { HandledJob } from './define';
import { ProgressWriter } from './progress';

export interface JobRun {
  readonly handled: HandledJob;
  readonly job: JobWithMetadata;
  /** With the signal that ends the attempt early. */
  readonly ctx: Ctx;
  /** Aborted when this process stops: then the job is put back instead of failed. */
  readonly stopping: AbortSignal;
}

/** Does one attempt, keeps the job's row up to date, and says how the queue should settle it. */
export async function runJob({ handled, job, ctx, stopping }: JobRun): Promise<JobResult> {
  const attempt = job.retryCount + 1;
  const row = await begin(ctx, job, attempt);
  if (!row) return { id: job.id, status: 'completed' };
  const writer = new ProgressWriter(ctx, job.id, attempt);
  try {
    const result = await handled.handle(ctx, row.payload, {
      id: job.id,
      ownerId: row.ownerId,
      attempt,
      progress: (fraction, message) => writer.progress(fraction, message),
      log: (line) => writer.log(line),
    });
    await writer.finish({ ...ending(ctx, 'succeeded'), progress: 1, result: result ?? null, error: null });
    return { id: job.id, status: 'completed' };
  } catch (error) {
    if (stopping.aborted && !job.signal.aborted) {
      await writer.finish({ ...ending(ctx, 'queued'), message: 'Waits for the server to start again' });
      await putBack(ctx.db, job);
      return { id: job.id, status: 'failed' };
    }
    const expected = error instanceof LoamError && error.status < 500;
    if (!expected && !job.signal.aborted) ctx.log.error({ err: error, jobId: job.id, queue: job.name, attempt }, 'a job failed');
    const last = expected || job.retryCount >= job.retryLimit;
    await writer.finish({ ...ending(ctx, last ? 'failed' : 'queued'), error: failure(error) });
    return { id: job.id, status: expected ? 'deadletter' : 'failed', output: { message: (error as Error)?.message } };
  }
}

/** Marks the job as running. Undefined where it has ended already, in an attempt whose end the queue did not hear of. */
async function begin(ctx: Ctx, job: JobWithMetadata, attempt: number): Promise<{ payload: unknown; ownerId: string | null } | undefined> {
  const now = ctx.clock.now();
  const running = { state: 'running', attempt, startedAt: now, updatedAt: now, message: null, error: null } as const;
  const [row] = await ctx.db
    .insert(jobProgress)
    .values({ id: job.id, queue: job.name, payload: job.data, priority: job.priority, createdAt: job.createdOn, ...running })
    .onConflictDoUpdate({
      target: jobProgress.id,
      set: { ...running, revision: sql`${jobProgress.revision} + 1` },
      setWhere: inArray(jobProgress.state, ['queued', 'running']),
    })
    .returning({ payload: jobProgress.payload, ownerId: jobProgress.ownerId });
  return row;
}

/** The state that an attempt ends in; a job that somebody cancelled meanwhile ends as cancelled. */
function ending<State extends Exclude<JobState, 'running'>>(ctx: Ctx, state: State) {
  const now = ctx.clock.now();
  const finishedAt = state === 'queued' ? null : now.toISOString();
  return {
    state:
      sql<State>`case when ${jobProgress.cancelRequested} then 'cancelled'::job_state else ${state}::job_state end` as unknown as State,
    finishedAt:
      sql`case when ${jobProgress.cancelRequested} then ${now.toISOString()}::timestamptz else ${finishedAt}::timestamptz end` as unknown as Date,
  };
}

function failure(error: unknown): JobFailure {
  if (error instanceof LoamError) {
    const { code, message, fields, extra } = error;
    return { code, message, ...(fields ? { fields } : {}), ...(extra ? { extra } : {}) };
  }
  return {
    code: 'internal',
    message: 'The work stopped because of a defect. It is written down in the log; an admin can start the job again.',
    detail: detail(error),
  };
}

/** The stack; of a failed query that of its cause, because its own message quotes every parameter. */
function detail(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('params' in error && error.cause) return detail(error.cause);
  return error.stack ?? error.message;
}
