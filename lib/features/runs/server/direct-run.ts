import { inTransaction, type Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { cancelJob } from '@/lib/jobs/queue';
import type { RunView } from '../schemas';
import { changeRun, findRun, settleRuns, type RunRow } from './rows';
import { viewRun } from './view';

type Id = { readonly id: string };

/** Ends a run: one that waits or is paused at once, one that runs within about a second. @throws LoamError `conflict` where it has ended */
export async function cancelRun(ctx: Ctx, { id }: Id): Promise<RunView> {
  const row = await current(ctx, id);
  const finishedAt = ctx.clock.now();
  const done =
    (await withJobCancelled(ctx, row, (inner) => changeRun(inner, id, ['queued'], { state: 'cancelled', order: null, finishedAt }))) ||
    (await changeRun(ctx, id, ['paused'], { state: 'cancelled', order: null, finishedAt })) ||
    (await changeRun(ctx, id, ['running'], { order: 'cancel' }));
  if (!done) throw new LoamError('conflict', `This run has ${words[row.state]}: there is nothing to cancel.`);
  return viewRun(ctx, await findRun(ctx, id));
}

/** Pauses a run: it leaves a checkpoint and gives its place to the next. @throws LoamError `conflict` where it does not wait or run */
export async function pauseRun(ctx: Ctx, { id }: Id): Promise<RunView> {
  const row = await current(ctx, id);
  const done =
    (await withJobCancelled(ctx, row, (inner) => changeRun(inner, id, ['queued'], { state: 'paused', order: null }))) ||
    (await changeRun(ctx, id, ['running'], { order: 'pause' }));
  if (!done) throw new LoamError('conflict', `This run has ${words[row.state]}: only one that waits or runs can be paused.`);
  return viewRun(ctx, await findRun(ctx, id));
}

const words: Readonly<Record<RunRow['state'], string>> = {
  queued: 'not begun',
  running: 'begun',
  paused: 'been paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'been cancelled',
};

async function current(ctx: Ctx, id: string): Promise<RunRow> {
  await settleRuns(ctx);
  return findRun(ctx, id);
}

/** Changes a waiting run and takes its job out of the queue, both or neither. */
async function withJobCancelled(ctx: Ctx, { jobId }: RunRow, change: (ctx: Ctx) => Promise<boolean>): Promise<boolean> {
  return inTransaction(ctx, async (inner) => {
    if (!(await change(inner))) return false;
    // The job belongs to whoever started the run; the caller may direct the run all the same.
    const system: Ctx = { ...inner, actor: { kind: 'system', name: 'runs' } };
    if (jobId !== null)
      await cancelJob(system, jobId).catch((error: unknown) => {
        if (!(error instanceof LoamError)) throw error;
      });
    return true;
  });
}
