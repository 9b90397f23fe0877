import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Ctx, inTransaction } from '@/db/ctx';
import { jobProgress } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { finalJobStates } from '@/lib/vocabulary/job-states';
import { cancelInQueue, carry, removeFromQueue, requeue } from './carry';
import type { JobDefinition } from './define';
import { readJob } from './read';

export interface EnqueueOptions {
  /** Whose job it is; the acting person's unless said, null for nobody's. */
  readonly ownerId?: string | null;
  /** Not before this moment. */
  readonly startAfter?: Date;
  /** Higher first; the definition's unless said. */
  readonly priority?: number;
  /** For exclusive kinds: jobs with different keys do not exclude each other. */
  readonly key?: string;
}

/**
 * Asks for a job and returns its identifier. Inside a transaction the job exists when that commits, and
 * never where it rolls back. Throws `conflict` where the kind is exclusive and one waits or runs.
 */
export async function enqueue<Input extends z.ZodType>(
  ctx: Ctx,
  definition: JobDefinition<Input>,
  input: z.input<Input>,
  options: EnqueueOptions = {},
): Promise<string> {
  const payload: unknown = definition.input.parse(input);
  const id = newId();
  const priority = options.priority ?? definition.priority ?? 0;
  const actorId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const ownerId = options.ownerId === undefined ? actorId : options.ownerId;
  const now = ctx.clock.now();
  await inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .insert(jobProgress)
      .values({
        id,
        queue: definition.name,
        ownerId,
        payload,
        priority,
        key: options.key,
        startAfter: options.startAfter,
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    if (!(await carry(ctx, definition, row)))
      throw new LoamError('conflict', 'The same work is already waiting or running. Wait for it to finish, or cancel it.');
  });
  return id;
}

/**
 * Cancels a job that the actor may see. A waiting one ends at once; a running one is told through its
 * signal and ends when its handler does. Throws `not_found`, and `conflict` where it has ended.
 */
export async function cancelJob(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const job = await readJob(ctx, id);
    const now = ctx.clock.now();
    const cancelled = await ctx.db
      .update(jobProgress)
      .set({
        cancelRequested: true,
        state: sql`case when ${jobProgress.state} = 'queued' then 'cancelled'::job_state else ${jobProgress.state} end`,
        finishedAt: sql`case when ${jobProgress.state} = 'queued' then ${now.toISOString()}::timestamptz end`,
        updatedAt: now,
        revision: sql`${jobProgress.revision} + 1`,
      })
      .where(and(eq(jobProgress.id, id), inArray(jobProgress.state, ['queued', 'running'])))
      .returning({ id: jobProgress.id });
    if (cancelled.length === 0) throw new LoamError('conflict', 'This job has already ended, so it cannot be cancelled.');
    await cancelInQueue(ctx, job.queue, id);
  });
}

/**
 * Puts a failed or cancelled job back into its queue under the same identifier, with all its attempts
 * before it. Throws `not_found`, and `conflict` where it has not ended or has succeeded.
 */
export async function retryJob(ctx: Ctx, definition: JobDefinition, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await readJob(ctx, id);
    const revived = await ctx.db
      .update(jobProgress)
      .set({
        state: 'queued',
        progress: 0,
        message: null,
        result: null,
        error: null,
        attempt: 0,
        cancelRequested: false,
        startAfter: null,
        startedAt: null,
        finishedAt: null,
        updatedAt: ctx.clock.now(),
        revision: sql`${jobProgress.revision} + 1`,
      })
      .where(and(eq(jobProgress.id, id), eq(jobProgress.queue, definition.name), inArray(jobProgress.state, ['failed', 'cancelled'])))
      .returning({ id: jobProgress.id });
    if (revived.length === 0) throw new LoamError('conflict', 'Only a job that failed or was cancelled can be started again.');
    await requeue(ctx, definition, id);
  });
}

/** Forgets a job that has ended, with its log. Throws `not_found`, and `conflict` where it waits or runs. */
export async function discardJob(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { queue } = await readJob(ctx, id);
    const gone = await ctx.db
      .delete(jobProgress)
      .where(and(eq(jobProgress.id, id), inArray(jobProgress.state, [...finalJobStates])))
      .returning({ id: jobProgress.id });
    if (gone.length === 0) throw new LoamError('conflict', 'This job has not ended. Cancel it first.');
    await removeFromQueue(ctx, queue, id);
  });
}
