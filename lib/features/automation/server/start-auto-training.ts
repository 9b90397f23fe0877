import { eq } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { autoTrainingBatches, storyPrompts, users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId, newSeed } from '@/lib/core/ids';
import { enqueue } from '@/lib/jobs/queue';
import { untilFinished } from '@/lib/jobs/read';
import type { z } from 'zod';
import type { AutoTrainInput, AutoTrainResult, startedSchema } from '../schemas';
import { autoTrainJob } from './auto-train.job';
import { batchResult } from './batch-result';
import type { BatchPlan } from './plan-batch';
import { listOwnStyles } from './styles';
import { runningBatch } from './statistics';
import { openVoices } from './voices/open-voices';
import { whose, type Person } from './whose';

/** How long a plain call waits; the collection goes on behind it. */
const longestWait = 60 * 60 * 1000;

/**
 * Writes a collection down and asks for its job, both or neither.
 * @throws LoamError `conflict` that names the one that is under way
 */
export async function startAutoTraining(ctx: Ctx, input: AutoTrainInput): Promise<z.output<typeof startedSchema>> {
  const person = await whose(ctx, input.user_id, { create: true });
  return startFor(ctx, person, input);
}

/** The same for a person who has been found already. */
export async function startFor(ctx: Ctx, person: Person, input: Omit<AutoTrainInput, 'user_id'>): Promise<z.output<typeof startedSchema>> {
  const there = (await openVoices(ctx, person.id)).map(({ voice }) => voice);
  const missing = input.voices?.filter((voice) => !there.includes(voice)) ?? [];
  if (missing.length > 0) {
    throw new LoamError('invalid_input', `There is no ${missing.join(' and no ')} here yet. There is: ${there.join(', ')}.`, {
      fields: { voices: `There is: ${there.join(', ')}` },
    });
  }
  const absent = Object.keys(input.voice_shares ?? {}).filter((voice) => !(input.voices ?? there).some((each) => each === voice));
  if (absent.length > 0) {
    throw new LoamError('invalid_input', `A share is given to ${absent.join(' and ')}, who will not tell.`, {
      fields: { voice_shares: `There is: ${(input.voices ?? there).join(', ')}` },
    });
  }
  const batchId = newId();
  const seed = input.seed ?? newSeed();
  return inTransaction(ctx, async (inner) => {
    // Two starts at once wait for each other here.
    const [locked] = await inner.db.select({ id: users.id }).from(users).where(eq(users.id, person.id)).for('update');
    if (!locked) throw new LoamError('not_found', 'This account was deleted.');
    const running = await runningBatch(inner, person.id);
    if (running) {
      throw new LoamError('conflict', 'A collection is under way already. Wait for its end, or cancel it.', { extra: { ...running } });
    }
    const prompts = await inner.db.select().from(storyPrompts).where(eq(storyPrompts.ownerId, person.id)).orderBy(storyPrompts.createdAt);
    const plan: BatchPlan = {
      numExamples: input.num_examples,
      genres: input.genres ?? [],
      seed,
      storeInMemory: input.store_in_memory,
      candidates: input.candidates,
      voices: input.voices ? there.filter((voice) => input.voices?.includes(voice)) : there,
      ownPrompts: prompts.map(({ genre, prompt }) => ({ genre, prompt })),
      ownStyles: (await listOwnStyles(inner, person.id)).map(({ id: _id, ...style }) => style),
      shares: input.voice_shares ?? null,
      budgetMinutes: input.budget_minutes ?? null,
    };
    const jobId = await enqueue(inner, autoTrainJob, { batchId });
    await inner.db.insert(autoTrainingBatches).values({ id: batchId, ownerId: person.id, plan, jobId, createdAt: inner.clock.now() });
    return { jobId, batch_id: batchId, user_id: person.id, seed };
  });
}

/** Collects examples and answers when all are told. Whoever leaves before finds them collected all the same. */
export async function autoTrain(ctx: Ctx, input: AutoTrainInput): Promise<AutoTrainResult> {
  const { jobId, batch_id } = await startAutoTraining(ctx, input);
  const job = await untilFinished(ctx, jobId, { timeoutMs: longestWait });
  if (job.state === 'failed') {
    const { message = 'The collection failed. The job says more.', fields } = job.error ?? {};
    throw new LoamError('unavailable', message, { fields, extra: { jobId, batch_id } });
  }
  return batchResult(ctx, batch_id);
}
