import { eq } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { blindComparisons, fineTunes, trainingExamples, trainingRuns } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { pause } from '@/lib/core/pause';
import { handleJob, type RunningJob } from '@/lib/jobs/define';
import { compareStories } from './compare-stories';
import { fineTuneJob } from './fine-tune.job';
import { ownModelName } from './own-model';

const lookMilliseconds = 1000;
const finalStates: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** Follows a fine-tune to its end. Where a version came of it, both models tell the same ten stories, for the blind comparison. */
export const fineTuneHandler = handleJob(fineTuneJob, async (ctx, { fineTuneId }, job) => {
  const [fineTune] = await ctx.db.select().from(fineTunes).where(eq(fineTunes.id, fineTuneId));
  if (!fineTune?.runId || fineTune.finishedAt) return { outcome: null };
  const run = await untilEnded(ctx, fineTune.runId, job);
  const end = (inner: Ctx, change: Partial<typeof fineTunes.$inferInsert> = {}) =>
    inner.db.update(fineTunes).set({ ...change, finishedAt: inner.clock.now() }).where(eq(fineTunes.id, fineTuneId)); // prettier-ignore
  if (run.state !== 'succeeded' || run.version === null) {
    await end(ctx);
    return { outcome: null };
  }
  job.progress(0, 'Both models tell their stories');
  await ctx.db.update(fineTunes).set({ modelVersion: run.version }).where(eq(fineTunes.id, fineTuneId));
  const taught = await ctx.db
    .select({ text: trainingExamples.text })
    .from(trainingExamples)
    .where(eq(trainingExamples.ownerId, fineTune.ownerId));
  const { outcome, pairs } = await compareStories({
    candidate: `${ownModelName(fineTune.ownerId)}@${run.version}`,
    other: againstOf(run.comparison) ?? 'writer',
    dataDir: currentApp<Ctx>().settings.dataDir,
    taught: taught.map(({ text }) => text),
    seed: run.seed,
    signal: ctx.signal,
    onPair: (done, of) => job.progress(done / of, `${done} of ${of} stories told by both`),
  });
  await inTransaction(ctx, async (inner) => {
    const createdAt = inner.clock.now();
    await inner.db.insert(blindComparisons).values({ id: newId(), ownerId: fineTune.ownerId, fineTuneId, pairs, createdAt });
    await end(inner, { outcome });
  });
  return { outcome };
});

/** The model that a candidate was compared with, where that is one that tells stories. */
function againstOf(comparison: unknown): string | undefined {
  const against = (comparison as { against?: unknown } | null)?.against;
  return typeof against === 'string' && /^[\w.-]+@[\w.-]+$/.test(against) ? against : undefined;
}

async function untilEnded(ctx: Ctx, runId: string, job: RunningJob): Promise<typeof trainingRuns.$inferSelect> {
  for (;;) {
    const [run] = await ctx.db.select().from(trainingRuns).where(eq(trainingRuns.id, runId));
    if (!run) throw new LoamError('not_found', 'The run of this fine-tune was deleted.');
    if (finalStates.includes(run.state)) return run;
    job.progress(run.progress, run.phase ?? 'waiting');
    await pause(lookMilliseconds, ctx.signal);
    ctx.signal?.throwIfAborted();
  }
}
