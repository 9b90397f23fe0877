import { and, count, desc, eq, isNull, inArray } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { autoTrainingBatches, fineTunes, jobProgress, storyMemories, trainingExamples } from '@/db/schema';
import { readSetting } from '@/lib/features/settings/server';
import type { TrainingStats, WhoseInput } from '../schemas';
import { figuresOf } from './figures';
import { openVoices } from './voices/open-voices';
import { whose } from './whose';

/** How near a person is to their next fine-tune. Own passages count by their weight. */
export interface Readiness {
  readonly collected: number;
  readonly weighted: number;
  readonly ownPassages: number;
  readonly sinceLast: number;
  readonly threshold: number;
  readonly untilNext: number;
  readonly ready: boolean;
}

/** Seconds that a text takes where none was told yet. */
export const firstGuessSeconds = 1.2;
/** What was told before these is too long ago to say how long a text takes. */
const timedExamples = 60;

export async function readiness(ctx: Ctx, ownerId: string): Promise<Readiness> {
  const rows = await ctx.db
    .select({ weight: trainingExamples.weight, voice: trainingExamples.voice, createdAt: trainingExamples.createdAt })
    .from(trainingExamples)
    .where(and(eq(trainingExamples.ownerId, ownerId), eq(trainingExamples.state, 'collected')));
  const [last] = await ctx.db
    .select({ createdAt: fineTunes.createdAt })
    .from(fineTunes)
    .where(eq(fineTunes.ownerId, ownerId))
    .orderBy(desc(fineTunes.createdAt))
    .limit(1);
  const threshold = await readSetting(ctx, 'FINETUNE_EXAMPLES');
  const weigh = (examples: readonly { weight: number }[]): number => examples.reduce((sum, { weight }) => sum + weight, 0);
  const sinceLast = weigh(rows.filter(({ createdAt }) => !last || createdAt > last.createdAt));
  return {
    collected: rows.length,
    weighted: weigh(rows),
    ownPassages: rows.filter(({ voice }) => voice === 'person').length,
    sinceLast,
    threshold,
    untilNext: untilNext(sinceLast, threshold),
    ready: sinceLast >= threshold,
  };
}

/** To the next multiple of the threshold; 0 on one. */
export function untilNext(sinceLast: number, threshold: number): number {
  if (sinceLast === 0) return threshold;
  return (threshold - (sinceLast % threshold)) % threshold;
}

/** What figuresOf needs to know of an example. */
export const figureColumns = {
  voice: trainingExamples.voice,
  state: trainingExamples.state,
  genre: trainingExamples.genre,
  score: trainingExamples.score,
  reason: trainingExamples.reason,
};

/** What of a person's examples is there, by voice and genre, and what is missing until the fine-tune. */
export async function readStats(ctx: Ctx, { user_id }: WhoseInput): Promise<TrainingStats> {
  const person = await whose(ctx, user_id);
  const rows = await ctx.db.select(figureColumns).from(trainingExamples).where(eq(trainingExamples.ownerId, person.id));
  const figures = figuresOf(rows);
  const collected = figuresOf(rows.filter(({ state }) => state === 'collected'));
  const ready = await readiness(ctx, person.id);
  const [memories] = await ctx.db.select({ stories: count() }).from(storyMemories).where(eq(storyMemories.ownerId, person.id));
  return {
    user_id: person.id,
    training_examples: ready.collected,
    weighted_examples: ready.weighted,
    own_passages: ready.ownPassages,
    since_last_finetune: ready.sinceLast,
    threshold: ready.threshold,
    examples_until_next_training: ready.untilNext,
    ready_for_finetuning: ready.ready,
    auto_finetune: await readSetting(ctx, 'AUTO_FINETUNE'),
    average_quality: collected.averageQuality,
    voices: figures.voices,
    genre_distribution: collected.genres,
    in_memory: memories.stories,
    voices_there: (await openVoices(ctx, person.id)).map(({ voice, model }) => ({ voice, model })),
    seconds_per_example: await secondsPerExample(ctx, person.id),
    running: await runningBatch(ctx, person.id),
  };
}

/** How long the person's last texts took, on the average. */
export async function secondsPerExample(ctx: Ctx, ownerId: string): Promise<number> {
  const rows = await ctx.db
    .select({ milliseconds: trainingExamples.milliseconds })
    .from(trainingExamples)
    .where(and(eq(trainingExamples.ownerId, ownerId), inArray(trainingExamples.voice, ['composer', 'writer', 'own', 'pulled'])))
    .orderBy(desc(trainingExamples.createdAt))
    .limit(timedExamples);
  if (rows.length === 0) return firstGuessSeconds;
  return Math.round(rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / rows.length / 10) / 100;
}

/** The collection that waits or runs for a person. */
export async function runningBatch(ctx: Ctx, ownerId: string): Promise<{ batch_id: string; job_id: string | null } | null> {
  const [row] = await ctx.db
    .select({ batch_id: autoTrainingBatches.id, job_id: autoTrainingBatches.jobId })
    .from(autoTrainingBatches)
    .innerJoin(jobProgress, eq(jobProgress.id, autoTrainingBatches.jobId))
    .where(
      and(
        eq(autoTrainingBatches.ownerId, ownerId),
        isNull(autoTrainingBatches.finishedAt),
        inArray(jobProgress.state, ['queued', 'running']),
      ),
    )
    .limit(1);
  return row ?? null;
}
