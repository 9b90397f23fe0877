import { eq, sql } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { autoTrainingBatches, trainingExamples } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { rememberStory } from '@/lib/features/stories/server';
import type { Genre } from '@/lib/vocabulary/genres';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import type { StoryScore } from '@/lib/features/stories';
import type { Live } from '../schemas';
import { keptParts, knownTexts, scorerName } from './example-rows';
import { toBytes, type Known } from './near-duplicates';
import type { BatchPlan, PlannedText } from './plan-batch';
import { tellExample, type ToldExample } from './tell-example';
import type { Voice } from './voices/voice';

export interface Collecting {
  readonly batchId: string;
  readonly ownerId: string;
  readonly plan: BatchPlan;
  readonly texts: readonly PlannedText[];
  readonly voices: readonly Voice[];
  readonly score: (text: string, genre: Genre, prompt: string) => Promise<StoryScore | undefined>;
  readonly vectorOf: (text: string) => Promise<Float32Array | undefined>;
  readonly onTold?: (told: ToldExample, text: PlannedText, done: number) => void;
}

/** What is told is shown so often at most, in milliseconds. */
const liveEvery = 250;

/**
 * Tells what is not told yet, each text kept with all that is said of it before the next is begun. Ends early where the budget is spent.
 * Returns why it did.
 */
export async function collectExamples(ctx: Ctx, collecting: Collecting): Promise<string | null> {
  const { batchId, ownerId, plan, texts, voices, onTold } = collecting;
  const told = new Set(
    (await ctx.db.select({ position: trainingExamples.position }).from(trainingExamples).where(eq(trainingExamples.batchId, batchId))).map(
      ({ position }) => position,
    ),
  );
  const known: Known[] = await knownTexts(ctx, ownerId);
  const [{ seconds }] = await ctx.db
    .select({ seconds: autoTrainingBatches.seconds })
    .from(autoTrainingBatches)
    .where(eq(autoTrainingBatches.id, batchId));
  let spent = seconds;
  for (const text of texts) {
    if (told.has(text.position)) continue;
    ctx.signal?.throwIfAborted();
    if (plan.budgetMinutes !== null && spent > plan.budgetMinutes * 60) return `The budget of ${plan.budgetMinutes} minutes was spent.`;
    const began = ctx.clock.monotonic();
    const live = liveWriter(ctx, batchId, text);
    const example = await tellExample(text, {
      voices: voices.filter(({ voice }) => plan.voices.includes(voice)),
      candidates: plan.candidates,
      score: collecting.score,
      vectorOf: collecting.vectorOf,
      known: () => known,
      signal: ctx.signal,
      onText: live,
    }).finally(live.end);
    const milliseconds = ctx.clock.monotonic() - began;
    spent += milliseconds / 1000;
    const id = await keepExample(ctx, collecting, text, example, milliseconds);
    if (example.signature) known.push({ id, signature: example.signature, vector: example.vector });
    told.add(text.position);
    onTold?.(example, text, told.size);
  }
  return null;
}

async function keepExample(
  ctx: Ctx,
  { batchId, ownerId, plan }: Collecting,
  text: PlannedText,
  { told, score, ...example }: ToldExample,
  milliseconds: number,
): Promise<string> {
  const id = newId();
  const now = ctx.clock.now();
  await inTransaction(ctx, async (inner) => {
    await inner.db.insert(trainingExamples).values({
      id,
      ownerId,
      batchId,
      position: text.position,
      voice: example.voice,
      modelName: example.model?.name,
      modelVersion: example.model?.version,
      genre: text.genre,
      style: text.style,
      prompt: text.prompt,
      text: told?.text ?? '',
      plan: told?.told,
      sentences: told?.sentences,
      settings: { ...told?.settings, keptFor: text.voice, others: example.others },
      score: score?.score,
      parts: score && keptParts(score),
      estimator: score && scorerName(score),
      state: example.state,
      reason: example.reason,
      signature: example.signature && toBytes(example.signature),
      vector: example.vector && toBytes(example.vector),
      milliseconds: Math.round(milliseconds),
      createdAt: now,
      updatedAt: now,
    });
    if (plan.storeInMemory && example.state === 'collected' && told?.told) {
      const { prompt, genre } = text;
      await rememberStory(inner, { ownerId, exampleId: id, prompt, genre, text: told.text, plan: told.told.plan });
    }
    await inner.db
      .update(autoTrainingBatches)
      .set({ seconds: sql`${autoTrainingBatches.seconds} + ${milliseconds / 1000}` })
      .where(eq(autoTrainingBatches.id, batchId));
  });
  return id;
}

interface LiveWriter {
  (voice: TellingVoice, text: string): void;
  /** Resolves when nothing of it is under way any more. */
  end(): Promise<void>;
}

/** Writes the text of the moment into the collection's row, now and then. */
function liveWriter(ctx: Ctx, batchId: string, { position, genre, prompt }: PlannedText): LiveWriter {
  let last = -Infinity;
  let writing: Promise<unknown> = Promise.resolve();
  const write = (voice: TellingVoice, text: string): void => {
    if (ctx.clock.monotonic() - last < liveEvery) return;
    last = ctx.clock.monotonic();
    const live: Live = { position, genre, voice, prompt, text };
    writing = writing
      .then(() => ctx.db.update(autoTrainingBatches).set({ live }).where(eq(autoTrainingBatches.id, batchId)))
      .catch((error: unknown) => ctx.log.warn({ err: error, batchId }, 'a collection’s text of the moment could not be written'));
  };
  return Object.assign(write, { end: () => writing.then(() => undefined) });
}
