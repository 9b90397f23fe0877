import { and, desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { autoTrainingBatches, jobProgress } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { pause } from '@/lib/core/pause';
import { cancelJob } from '@/lib/jobs/queue';
import { isFinalJobState, type JobState } from '@/lib/vocabulary/job-states';
import { liveSchema, type Batch, type ByIdInput, type WhoseInput } from '../schemas';
import { resultOf, type BatchRow } from './batch-result';
import { batchPlanSchema } from './plan-batch';
import { secondsPerExample } from './statistics';
import { whose } from './whose';

/** A person's collections, the latest first. */
export async function listBatches(ctx: Ctx, { user_id, limit }: WhoseInput & { readonly limit: number }): Promise<{ batches: Batch[] }> {
  const person = await whose(ctx, user_id);
  const rows = await ctx.db
    .select({ batch: autoTrainingBatches, state: jobProgress.state })
    .from(autoTrainingBatches)
    .leftJoin(jobProgress, eq(jobProgress.id, autoTrainingBatches.jobId))
    .where(eq(autoTrainingBatches.ownerId, person.id))
    .orderBy(desc(autoTrainingBatches.createdAt))
    .limit(limit);
  const batches: Batch[] = [];
  for (const { batch, state } of rows) batches.push(await viewOf(ctx, batch, state));
  return { batches };
}

/** How far a collection has come. Throws `not_found`. */
export async function readBatch(ctx: Ctx, { user_id, id }: ByIdInput): Promise<Batch> {
  const { batch, state } = await findBatch(ctx, (await whose(ctx, user_id)).id, id);
  return viewOf(ctx, batch, state);
}

/** Ends a collection; what was collected stays. Throws `conflict` where it has ended. */
export async function cancelBatch(ctx: Ctx, { user_id, id }: ByIdInput): Promise<Batch> {
  const person = await whose(ctx, user_id);
  const { batch } = await findBatch(ctx, person.id, id);
  // The job may be another's who asked for it; that it may be ended here is decided above.
  if (batch.jobId) await cancelJob({ ...ctx, actor: { kind: 'system', name: 'automation' } }, batch.jobId);
  return readBatch(ctx, { user_id, id });
}

const lookMilliseconds = 300;

/** Each change of a collection, beginning with how it stands, until it has ended or the caller has left. */
export async function* followBatch(ctx: Ctx, input: ByIdInput): AsyncGenerator<{ event: 'batch'; data: Batch }> {
  let seen = '';
  while (!ctx.signal?.aborted) {
    const batch = await readBatch(ctx, input);
    const now = JSON.stringify(batch);
    if (now !== seen) yield { event: 'batch', data: batch };
    seen = now;
    if (isFinalJobState(batch.state)) return;
    await pause(lookMilliseconds, ctx.signal);
  }
}

async function findBatch(ctx: Ctx, ownerId: string, id: string): Promise<{ batch: BatchRow; state: JobState | null }> {
  const [row] = await ctx.db
    .select({ batch: autoTrainingBatches, state: jobProgress.state })
    .from(autoTrainingBatches)
    .leftJoin(jobProgress, eq(jobProgress.id, autoTrainingBatches.jobId))
    .where(and(eq(autoTrainingBatches.id, id), eq(autoTrainingBatches.ownerId, ownerId)));
  if (!row) throw new LoamError('not_found', 'There is no such collection.');
  return row;
}

async function viewOf(ctx: Ctx, batch: BatchRow, jobState: JobState | null): Promise<Batch> {
  const plan = batchPlanSchema.parse(batch.plan);
  const result = await resultOf(ctx, batch);
  // Rows of jobs are kept for a month.
  const state = jobState ?? (batch.finishedAt ? 'succeeded' : 'failed');
  const done = result.successful + result.failed;
  const perExample = done > 0 ? batch.seconds / done : await secondsPerExample(ctx, batch.ownerId);
  return {
    id: batch.id,
    job_id: batch.jobId,
    state,
    genres: plan.genres,
    store_in_memory: plan.storeInMemory,
    created_at: batch.createdAt.toISOString(),
    finished_at: batch.finishedAt?.toISOString() ?? null,
    done,
    seconds_left: isFinalJobState(state) ? null : Math.round(perExample * (plan.numExamples - done)),
    live: isFinalJobState(state) ? null : (liveSchema.safeParse(batch.live).data ?? null),
    result,
  };
}
