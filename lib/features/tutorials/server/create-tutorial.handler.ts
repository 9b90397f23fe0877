import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { tutorialRequests } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { handleJob, type RunningJob } from '@/lib/jobs/define';
import { createTutorialInput, stageNames, type Tutorial } from '../schemas';
import { createTutorial } from './create-tutorial';
import { createTutorialJob } from './create-tutorial.job';

/** Makes a requested tutorial for the person who asked. A request that has its tutorial is not made twice. */
export const createTutorialHandler = handleJob(createTutorialJob, async (ctx, { requestId }, job) => {
  const [request] = await ctx.db.select().from(tutorialRequests).where(eq(tutorialRequests.id, requestId));
  if (!request) throw new LoamError('not_found', 'The request for this tutorial was deleted.');
  if (request.tutorialId) {
    await update(ctx, requestId, { state: 'succeeded', finishedAt: request.finishedAt ?? ctx.clock.now() });
    return { tutorialId: request.tutorialId };
  }
  await update(ctx, requestId, { state: 'running', startedAt: ctx.clock.now(), outline: [], ready: [] });
  try {
    // With the tutorial in one transaction: a process that dies in between would otherwise make a second one.
    const tutorial = await makeFor(ctx, request, job);
    const timings = Object.fromEntries(tutorial.stages.map(({ name, milliseconds }) => [name, milliseconds]));
    await update(ctx, requestId, { state: 'succeeded', timings, finishedAt: ctx.clock.now() });
    return { slug: tutorial.slug };
  } catch (error) {
    if (error instanceof LoamError) {
      const { code, message, extra } = error;
      await update(ctx, requestId, { state: 'failed', error: { code, message, extra: { ...extra } }, finishedAt: ctx.clock.now() });
    }
    throw error;
  }
});

async function makeFor(ctx: Ctx, { id, ownerId, input }: typeof tutorialRequests.$inferSelect, job: RunningJob): Promise<Tutorial> {
  const asOwner: Ctx = { ...ctx, actor: { kind: 'user', userId: ownerId, role: 'learner' } };
  return createTutorial(
    asOwner,
    createTutorialInput.parse(input),
    {
      onStage: ({ name, detail, milliseconds }) => {
        job.log(`${detail} (${milliseconds} ms)`);
        job.progress((stageNames.indexOf(name) + 1) / stageNames.length, detail);
      },
      onOutline: (outline) => update(ctx, id, { outline }),
      onStep: async (index, step) => {
        const ready = JSON.stringify([{ index, step }]);
        await ctx.db
          .update(tutorialRequests)
          .set({ ready: sql`${tutorialRequests.ready} || ${ready}::jsonb` })
          .where(eq(tutorialRequests.id, id));
      },
    },
    // Its steps now stand in the tutorial.
    (inner, tutorialId) => update(inner, id, { tutorialId, ready: [] }),
  );
}

async function update(ctx: Ctx, id: string, change: Partial<typeof tutorialRequests.$inferInsert>): Promise<void> {
  await ctx.db.update(tutorialRequests).set(change).where(eq(tutorialRequests.id, id));
}
