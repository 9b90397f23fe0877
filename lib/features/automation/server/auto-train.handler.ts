import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { autoTrainingBatches, jobProgress } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { openEmbedder } from '@/lib/features/retrieval/server';
import { loadPrompts, scoreText, shippedScorer } from '@/lib/features/stories/server';
import { handleJob } from '@/lib/jobs/define';
import { autoTrainJob } from './auto-train.job';
import { batchResult } from './batch-result';
import { collectExamples, type Collecting } from './collect-examples';
import { learnByItself } from './learn-by-itself';
import { vectorOf } from './near-duplicates';
import { batchPlanSchema, planBatch } from './plan-batch';
import { openVoices } from './voices/open-voices';

/** Tells the texts of a collection that are not told yet: one that was interrupted goes on where it stood. */
export const autoTrainHandler = handleJob(autoTrainJob, async (ctx, { batchId }, job) => {
  const [batch] = await ctx.db.select().from(autoTrainingBatches).where(eq(autoTrainingBatches.id, batchId));
  if (!batch) throw new LoamError('not_found', 'The collection was deleted.');
  const plan = batchPlanSchema.parse(batch.plan);
  const end = (endedEarly: string | null) =>
    ctx.db
      .update(autoTrainingBatches)
      .set({ finishedAt: ctx.clock.now(), live: null, endedEarly })
      .where(eq(autoTrainingBatches.id, batchId));
  try {
    const endedEarly = await collectExamples(ctx, {
      batchId,
      ownerId: batch.ownerId,
      plan,
      texts: planBatch(plan, loadPrompts()),
      voices: await openVoices(ctx, batch.ownerId),
      ...(await instruments(ctx)),
      onTold: ({ voice, state, reason, score }, { genre }, done) => {
        job.progress(done / plan.numExamples, `${done} of ${plan.numExamples}`);
        job.log(`${genre}, ${voice}: ${reason ?? `${state.replace('_', ' ')}, ${score?.score.toFixed(1)}`}`);
      },
    });
    await end(endedEarly);
    await learnByItself(ctx, batch.ownerId, (line) => job.log(line));
  } catch (error) {
    // A server that stops goes on later; whoever cancels does not.
    if (await wasCancelled(ctx, job.id)) await end('It was cancelled.');
    throw error;
  }
  const { voices: _voices, ...result } = await batchResult(ctx, batchId);
  return result;
});

async function wasCancelled(ctx: Ctx, jobId: string): Promise<boolean> {
  const [row] = await ctx.db.select({ cancelled: jobProgress.cancelRequested }).from(jobProgress).where(eq(jobProgress.id, jobId));
  return row?.cancelled ?? false;
}

/** The estimator and the encoder that come with Loam. */
async function instruments(ctx: Ctx): Promise<Pick<Collecting, 'score' | 'vectorOf'>> {
  const { dataDir } = currentApp<Ctx>().settings;
  const scorer = await shippedScorer(dataDir);
  const embedder = await openEmbedder(dataDir, 'embedder', { signal: ctx.signal }).catch((error: unknown) => {
    if (error instanceof LoamError && error.code === 'not_found') return undefined;
    throw error;
  });
  return {
    async score(text, genre, prompt) {
      try {
        return await scoreText(scorer, { text, genre, prompt }, ctx.signal);
      } catch (error) {
        // Too little to score is no text; an estimator that cannot be used ends the collection.
        if (error instanceof LoamError && error.fields?.text) return undefined;
        throw error;
      }
    },
    vectorOf: async (text) => embedder && vectorOf(text, embedder.embed),
  };
}
