import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { tutorialBatches, tutorials, users } from '@/db/schema';
import { LoamError, toLoamError } from '@/lib/core/errors';
import { handleJob } from '@/lib/jobs/define';
import { batchItemSchema, batchWishSchema, createTutorialInput, type BatchItem } from '../schemas';
import { batchJob } from './batch.job';
import { createTutorial } from './create-tutorial';

/**
 * Makes the tutorials of a batch. What is made is kept at once, so that a cancelled batch keeps it and one
 * that was interrupted goes on behind it. A topic without material fails alone; the rest goes on.
 */
export const batchHandler = handleJob(batchJob, async (ctx, { batchId }, job) => {
  const [row] = await ctx.db
    .select({ batch: tutorialBatches, role: users.role })
    .from(tutorialBatches)
    .innerJoin(users, eq(users.id, tutorialBatches.ownerId))
    .where(eq(tutorialBatches.id, batchId));
  if (!row) throw new LoamError('not_found', 'The batch was deleted.');
  const wish = batchWishSchema.parse(row.batch.input);
  const items = batchItemSchema.array().parse(row.batch.items);
  const asOwner: Ctx = { ...ctx, actor: { kind: 'user', userId: row.batch.ownerId, role: row.role } };
  const keep = (inner: Ctx) => inner.db.update(tutorialBatches).set({ items }).where(eq(tutorialBatches.id, batchId));

  for (const [index, item] of items.entries()) {
    if (item.state !== 'waiting') continue;
    ctx.signal?.throwIfAborted();
    job.progress(index / items.length, `${index + 1} of ${items.length}: ${item.topic}`);
    const { categoryId, ...asked } = wish;
    const outcome = await createTutorial(
      asOwner,
      createTutorialInput.parse({ ...asked, topic: item.topic }),
      {},
      async (inner, tutorialId) => {
        if (categoryId) await inner.db.update(tutorials).set({ categoryId }).where(eq(tutorials.id, tutorialId));
        const [{ slug }] = await inner.db.select({ slug: tutorials.slug }).from(tutorials).where(eq(tutorials.id, tutorialId));
        items[index] = { ...item, state: 'made', slug };
        await keep(inner);
      },
    ).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) {
      job.log(`${item.topic}: made`);
      continue;
    }
    items[index] = item;
    ctx.signal?.throwIfAborted();
    const known = toLoamError(outcome);
    if (known.status >= 500) throw outcome;
    items[index] = failed(item, known);
    await keep(ctx);
    job.log(`${item.topic}: ${known.message}`);
  }
  await ctx.db.update(tutorialBatches).set({ finishedAt: ctx.clock.now() }).where(eq(tutorialBatches.id, batchId));
  const number = (state: BatchItem['state']) => items.filter((item) => item.state === state).length;
  return { batchId, made: number('made'), failed: number('failed') };
});

function failed(item: BatchItem, { code, message }: LoamError): BatchItem {
  return { ...item, state: 'failed', error: { code, message } };
}
