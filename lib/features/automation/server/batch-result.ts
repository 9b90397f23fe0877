import { desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { autoTrainingBatches, fineTunes, trainingExamples } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { AutoTrainResult } from '../schemas';
import { figuresOf } from './figures';
import { batchPlanSchema } from './plan-batch';
import { figureColumns, readiness } from './statistics';

export type BatchRow = typeof autoTrainingBatches.$inferSelect;

/** What came of a collection so far. Whoever calls has seen to it that the actor may know. */
export async function batchResult(ctx: Ctx, batchId: string): Promise<AutoTrainResult> {
  const [batch] = await ctx.db.select().from(autoTrainingBatches).where(eq(autoTrainingBatches.id, batchId));
  if (!batch) throw new LoamError('not_found', 'There is no such collection.');
  return resultOf(ctx, batch);
}

export async function resultOf(ctx: Ctx, batch: BatchRow): Promise<AutoTrainResult> {
  const plan = batchPlanSchema.parse(batch.plan);
  const examples = await ctx.db.select(figureColumns).from(trainingExamples).where(eq(trainingExamples.batchId, batch.id));
  const figures = figuresOf(examples);
  const ready = await readiness(ctx, batch.ownerId);
  return {
    total_requested: plan.numExamples,
    successful: figures.successful,
    failed: figures.failed,
    genre_distribution: figures.genres,
    average_quality: figures.averageQuality ?? 0,
    total_time: Math.round(batch.seconds * 10) / 10,
    training_stats: { training_examples: ready.collected, examples_until_next_training: ready.untilNext },
    ready_for_finetuning: ready.ready,
    collected: figures.collected,
    below_threshold: figures.belowThreshold,
    average_quality_collected: figures.averageQualityCollected,
    success_rate: figures.successRate,
    high_quality_rate: figures.highQualityRate,
    seed: plan.seed,
    voices: figures.voices,
    reasons: figures.reasons,
    histogram: figures.histogram,
    batch_id: batch.id,
    ended_early: batch.endedEarly,
    fine_tune: await fineTuneAfter(ctx, batch),
  };
}

/** The fine-tune that began when this collection ended. */
async function fineTuneAfter(ctx: Ctx, { ownerId, finishedAt }: BatchRow): Promise<AutoTrainResult['fine_tune']> {
  if (!finishedAt) return null;
  const [latest] = await ctx.db.select().from(fineTunes).where(eq(fineTunes.ownerId, ownerId)).orderBy(desc(fineTunes.createdAt)).limit(1);
  return latest && latest.createdAt >= finishedAt ? { id: latest.id, job_id: null } : null;
}
