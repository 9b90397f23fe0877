import { and, eq, inArray, sql } from 'drizzle-orm';
import { rm } from 'node:fs/promises';
import type { Ctx } from '@/db/ctx';
import { modelVersions, trainingRuns } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError, toLoamError } from '@/lib/core/errors';
import { modelFolder } from '@/lib/features/models/server';
import { handleJob } from '@/lib/jobs/define';
import { readJob } from '@/lib/jobs/read';
import { runVersionsSchema } from '../schemas';
import { performRun } from './engine/perform-run';
import { RunWriter } from './engine/run-writer';
import { type Stopped, watchOrders } from './engine/watch-orders';
import type { RunRow } from './rows';
import { trainingRunJob } from './training-run.job';
import { computeAlike, currentVersions, differences } from './versions';

/** Defects of one run without a step forward between them, after which it is given up. */
const mostFailures = 3;

/**
 * Takes a run as far as it goes: to its end, or to a checkpoint where somebody pauses it or this process stops. What the process
 * left when it was killed, the next one goes on with.
 */
export const trainingRunHandler = handleJob(trainingRunJob, async (ctx, { runId }, job) => {
  const run = await takeUp(ctx, runId, job.id);
  if (!run) return { runId, state: 'taken' };
  const writer = new RunWriter(ctx, run);
  const orders = watchOrders(ctx, run);
  const signal = ctx.signal ? AbortSignal.any([orders.signal, ctx.signal]) : orders.signal;
  try {
    const strange = await strangeCheckpoint(run);
    if (strange) {
      await writer.write({ state: 'paused', phase: null, error: strange });
      return { runId, state: 'paused' };
    }
    const end = await performRun(ctx, run, writer, signal);
    await writer.write({ ...end, state: 'succeeded', phase: null, order: null, progress: 1, error: null, finishedAt: ctx.clock.now() });
    return { runId, state: 'succeeded' };
  } catch (error) {
    const stopped = orders.signal.aborted ? (orders.signal.reason as Stopped) : undefined;
    return await endEarly(ctx, { run, writer, error, order: stopped?.order, jobId: job.id });
  } finally {
    await orders.end();
  }
});

/** Begins an attempt, also at a run that failed and whose job an admin started again. Undefined where it ended otherwise, is paused, or waits for another job. */
async function takeUp(ctx: Ctx, runId: string, jobId: string): Promise<RunRow | undefined> {
  const now = ctx.clock.now();
  const [run] = await ctx.db
    .update(trainingRuns)
    .set({
      state: 'running',
      attempt: sql`${trainingRuns.attempt} + 1`,
      startedAt: sql`coalesce(${trainingRuns.startedAt}, ${now.toISOString()}::timestamptz)`,
      failures: sql`case when ${trainingRuns.state} = 'failed' then 0 else ${trainingRuns.failures} end`,
      finishedAt: null,
      error: null,
      updatedAt: now,
      revision: sql`${trainingRuns.revision} + 1`,
    })
    .where(and(eq(trainingRuns.id, runId), eq(trainingRuns.jobId, jobId), inArray(trainingRuns.state, ['queued', 'running', 'failed'])))
    .returning();
  return run;
}

/** Why a run that was begun by other programs is not taken up without asking. */
async function strangeCheckpoint(run: RunRow): Promise<{ code: string; message: string } | undefined> {
  const before = runVersionsSchema.safeParse(run.versions);
  if (!before.success) return undefined;
  const now = await currentVersions();
  if (computeAlike(before.data, now)) return undefined;
  const what = differences(before.data, now).join(', ');
  return {
    code: 'conflict',
    message: `Paused, because programs have changed since the checkpoint (${what}). Resume it anyway, or clone it.`,
  };
}

interface EarlyEnd {
  readonly run: RunRow;
  readonly writer: RunWriter;
  readonly error: unknown;
  readonly order: Stopped['order'] | undefined;
  readonly jobId: string;
}

async function endEarly(ctx: Ctx, { run, writer, error, order, jobId }: EarlyEnd): Promise<{ runId: string; state: string }> {
  const runId = run.id;
  if (order === 'lost') {
    const [there] = await ctx.db.select({ id: trainingRuns.id }).from(trainingRuns).where(eq(trainingRuns.id, runId));
    if (!there) await discardCandidate(ctx, run);
    return { runId, state: 'lost' };
  }
  if (order === 'pause') {
    await writer.write({ state: 'paused', phase: null, order: null, secondsLeft: null });
    return { runId, state: 'paused' };
  }
  const system: Ctx = { ...ctx, actor: { kind: 'system', name: 'runs' } };
  if (order === 'cancel' || (ctx.signal?.aborted && (await readJob(system, jobId)).cancelRequested)) {
    await discardCandidate(ctx, run);
    await writer.write({ state: 'cancelled', phase: null, order: null, version: null, secondsLeft: null, finishedAt: ctx.clock.now() });
    return { runId, state: 'cancelled' };
  }
  if (ctx.signal?.aborted) {
    // The process stops: the job goes back into the queue, and the run with it.
    await writer.write({ state: 'queued', phase: null });
    throw error;
  }
  const known = toLoamError(error);
  const expected = known.status < 500;
  const failures = expected ? run.failures : (await failuresOf(ctx, runId)) + 1;
  if (!expected && failures < mostFailures) {
    writer.log(`stopped by a defect (${known.message}); goes on from its checkpoint`);
    await writer.write({ state: 'queued', phase: null, failures });
    throw error;
  }
  await discardCandidate(ctx, run);
  const { code, message, extra } = known;
  writer.log(message);
  await writer.write({
    state: 'failed',
    phase: null,
    order: null,
    version: null,
    failures,
    error: { ...extra, code, message },
    finishedAt: ctx.clock.now(),
  });
  if (!expected) ctx.log.error({ err: error, runId }, 'a run failed');
  throw expected ? error : new LoamError('unprocessable', message, { cause: error });
}

async function failuresOf(ctx: Ctx, runId: string): Promise<number> {
  const [row] = await ctx.db.select({ failures: trainingRuns.failures }).from(trainingRuns).where(eq(trainingRuns.id, runId));
  return row?.failures ?? 0;
}

/** Removes the version that a run had reserved and not brought into use. */
async function discardCandidate(ctx: Ctx, run: RunRow): Promise<void> {
  const gone = await ctx.db
    .delete(modelVersions)
    .where(and(eq(modelVersions.runId, run.id), inArray(modelVersions.stage, ['candidate', 'archived'])))
    .returning({ name: modelVersions.name, version: modelVersions.version });
  const { dataDir } = currentApp<Ctx>().settings;
  for (const { name, version } of gone) await rm(modelFolder(dataDir, name, version), { recursive: true, force: true });
}
