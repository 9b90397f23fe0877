import { and, eq } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { categories, tutorialBatches } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId, newSeed } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import { enqueue } from '@/lib/jobs/queue';
import { readJob } from '@/lib/jobs/read';
import { batchItemSchema, batchWishSchema, type Batch, type BatchInput, type BatchItem } from '../schemas';
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
  const [row] = await ctx.db
    .select()
    .from(tutorialBatches)
    .where(and(eq(tutorialBatches.id, id), eq(tutorialBatches.ownerId, requireUserId(ctx))));
  if (!row) throw new LoamError('not_found', 'You have no such batch.');
  const items = batchItemSchema.array().parse(row.items);
  const job = row.jobId === null ? null : await readJob(ctx, row.jobId).catch(() => null);
  const { level, minutes, template } = batchWishSchema.parse(row.input);
  const number = (state: BatchItem['state']) => items.filter((item) => item.state === state).length;
  return {
    id,
    jobId: row.jobId,
    state: job?.state ?? 'failed',
    level,
    minutes,
    template: template ?? null,
    made: number('made'),
    failed: number('failed'),
    waiting: number('waiting'),
    items,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
