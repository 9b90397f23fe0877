import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { categories, jobProgress, tutorialBatches } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId, newSeed } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import { enqueue } from '@/lib/jobs/queue';
import { batchItemSchema, batchWishSchema, type Batch, type BatchInput, type BatchItem, type BatchSummary } from '../schemas';
import { batchJob } from './batch.job';

/** Asks for many tutorials at once: a row and a job, both or neither. */
export async function createBatch(ctx: Ctx, { topics, ...input }: BatchInput): Promise<{ batchId: string; jobId: string }> {
  if (input.categoryId) {
    const [category] = await ctx.db.select().from(categories).where(eq(categories.id, input.categoryId));
    if (!category)
      throw new LoamError('invalid_input', 'There is no such category.', { fields: { categoryId: 'There is no such category' } });
  }
  const batchId = newId();
  const items = topics.map((topic): BatchItem => ({ topic, state: 'waiting', slug: null, error: null }));
  return inTransaction(ctx, async (inner) => {
    const jobId = await enqueue(inner, batchJob, { batchId });
    await inner.db.insert(tutorialBatches).values({
      id: batchId,
      ownerId: requireUserId(inner),
      input: { ...input, seed: input.seed ?? newSeed() },
      items,
      jobId,
      createdAt: inner.clock.now(),
    });
    return { batchId, jobId };
  });
}

/** How far one of the caller's batches is: each topic with its tutorial or the reason why there is none. */
export async function readBatch(ctx: Ctx, { id }: { readonly id: string }): Promise<Batch> {
  const [row] = await findBatches(ctx, eq(tutorialBatches.id, id)).limit(1);
  if (!row) throw new LoamError('not_found', 'You have no such batch.');
  return viewBatch(row);
}

/** The caller's batches, the latest first, each with its topics and how many of them were made. */
export async function listBatches(
  ctx: Ctx,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<{ batches: BatchSummary[] }> {
  const rows = await findBatches(ctx, before === undefined ? undefined : lt(tutorialBatches.createdAt, new Date(before)))
    .orderBy(desc(tutorialBatches.createdAt), desc(tutorialBatches.id))
    .limit(limit);
  return {
    batches: rows.map((row) => {
      const { items, ...batch } = viewBatch(row);
      return { ...batch, topics: items.map(({ topic }) => topic) };
    }),
  };
}

type Found = Awaited<ReturnType<typeof findBatches>>[number];

function findBatches(ctx: Ctx, which?: SQL) {
  return ctx.db
    .select({ batch: tutorialBatches, state: jobProgress.state })
    .from(tutorialBatches)
    .leftJoin(jobProgress, eq(jobProgress.id, tutorialBatches.jobId))
    .where(and(eq(tutorialBatches.ownerId, requireUserId(ctx)), which))
    .$dynamic();
}

function viewBatch({ batch, state }: Found): Batch {
  const items = batchItemSchema.array().parse(batch.items);
  const { level, minutes, template } = batchWishSchema.parse(batch.input);
  const number = (wanted: BatchItem['state']) => items.filter((item) => item.state === wanted).length;
  return {
    id: batch.id,
    jobId: batch.jobId,
    // Rows of jobs are deleted in time; the batch knows by itself whether it came to its end.
    state: state ?? (batch.finishedAt ? 'succeeded' : 'failed'),
    level,
    minutes,
    template: template ?? null,
    made: number('made'),
    failed: number('failed'),
    waiting: number('waiting'),
    items,
    createdAt: batch.createdAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
  };
}
