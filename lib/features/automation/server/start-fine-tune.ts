import { and, desc, eq, inArray } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { fineTunes, trainingExamples, trainingRuns, users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { startRun } from '@/lib/features/runs/server';
import { enqueue } from '@/lib/jobs/queue';
import type { FineTune, FineTuneInput } from '../fine-tune-schemas';
import { selectExamples } from './example-rows';
import { fineTuneJob } from './fine-tune.job';
import { passagesFile } from './fine-tune-passages';
import { ownModelName } from './own-model';
import { readFineTune } from './fine-tunes';
import { readiness } from './statistics';
import { whose, type Person } from './whose';

/** Trains a person's own model on what is collected. */
export async function fineTune(ctx: Ctx, { user_id, ...input }: FineTuneInput): Promise<FineTune> {
  return startFineTune(ctx, await whose(ctx, user_id, { create: true }), input);
}

/**
 * Starts a run of the engine on a person's examples: adapters on the writer, a fifth of the examples held out before anything is learned.
 * @throws LoamError `unprocessable` that says how many are missing, `conflict` where one is under way
 */
export async function startFineTune(ctx: Ctx, person: Person, { source, seed }: Omit<FineTuneInput, 'user_id'>): Promise<FineTune> {
  await refuseSecond(ctx, person.id);
  const wanted = and(eq(trainingExamples.state, 'collected'), source === 'own' ? eq(trainingExamples.voice, 'person') : undefined);
  const examples = await selectExamples(ctx, person.id, wanted);
  const weighted = examples.reduce((sum, { weight }) => sum + weight, 0);
  const { threshold } = await readiness(ctx, person.id);
  if (weighted < threshold) {
    const missing = threshold - weighted;
    throw new LoamError(
      'unprocessable',
      `There are ${weighted} examples to learn from; ${missing} more are needed. Collect them, or add your own writing, which counts double.`,
      { extra: { found: weighted, needed: threshold, missing } },
    );
  }
  const [{ role }] = await ctx.db.select({ role: users.role }).from(users).where(eq(users.id, person.id));
  const asPerson: Ctx = { ...ctx, actor: { kind: 'user', userId: person.id, role } };
  const id = newId();
  // The oldest first: the split depends on the order.
  const files = { 'passages.jsonl': passagesFile([...examples].reverse()) };
  await inTransaction(asPerson, async (inner) => {
    // Two starts at once wait for each other here.
    await inner.db.select({ id: users.id }).from(users).where(eq(users.id, person.id)).for('update');
    await refuseSecond(inner, person.id);
    const run = await startRun(
      inner,
      { kind: 'writer', model: ownModelName(person.id), title: 'Own stories', config: {}, seed, parent: 'writer' },
      { modelOwnerId: person.id, files },
    );
    const jobId = await enqueue(inner, fineTuneJob, { fineTuneId: id });
    await inner.db
      .insert(fineTunes)
      .values({ id, ownerId: person.id, runId: run.id, jobId, source, examples: weighted, createdAt: inner.clock.now() });
  });
  return readFineTune(asPerson, { id });
}

/** @throws LoamError `conflict` that names the fine-tune under way */
async function refuseSecond(ctx: Ctx, ownerId: string): Promise<void> {
  const running = await runningFineTune(ctx, ownerId);
  if (running) throw new LoamError('conflict', 'Your model is learning already. Wait for its end.', { extra: { fine_tune_id: running } });
}

/** The fine-tune of a person that is under way. */
async function runningFineTune(ctx: Ctx, ownerId: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ id: fineTunes.id })
    .from(fineTunes)
    .innerJoin(trainingRuns, eq(trainingRuns.id, fineTunes.runId))
    .where(and(eq(fineTunes.ownerId, ownerId), inArray(trainingRuns.state, ['queued', 'running', 'paused'])))
    .orderBy(desc(fineTunes.createdAt))
    .limit(1);
  return row?.id;
}
