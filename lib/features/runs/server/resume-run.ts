import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { enqueue } from '@/lib/jobs/queue';
import { runVersionsSchema, type resumeRunInput, type RunView } from '../schemas';
import { changeRun, findRun, settleRuns } from './rows';
import { trainingRunJob } from './training-run.job';
import { computeAlike, currentVersions, differences } from './versions';
import { viewRun } from './view';

/**
 * Puts a paused run back into the line; it goes on from its checkpoint.
 * @throws LoamError `conflict` where it is not paused, or where other programs wrote its checkpoint and `anyway` is not said
 */
export async function resumeRun(ctx: Ctx, { id, anyway }: z.output<typeof resumeRunInput>): Promise<RunView> {
  await settleRuns(ctx);
  const row = await findRun(ctx, id);
  if (row.state !== 'paused')
    throw new LoamError('conflict', `Only a paused run can go on; this one is ${row.state}. Clone it to train once more.`);
  const before = runVersionsSchema.safeParse(row.versions);
  const now = await currentVersions();
  if (before.success && !computeAlike(before.data, now) && !anyway)
    throw new LoamError(
      'conflict',
      `Programs have changed since this run left its checkpoint (${differences(before.data, now).join(', ')}). Going on may give other weights than an uninterrupted run: say so with “anyway”, or clone the run to begin afresh. Nothing was lost.`,
      { extra: { differences: differences(before.data, now) } },
    );
  await inTransaction(ctx, async (inner) => {
    const jobId = await enqueue(inner, trainingRunJob, { runId: id }, { ownerId: row.ownerId });
    const change = {
      state: 'queued',
      jobId,
      order: null,
      error: null,
      queuedAt: inner.clock.now(),
      ...(anyway ? { versions: now } : {}),
    } as const;
    if (!(await changeRun(inner, id, ['paused'], change))) throw new LoamError('conflict', 'Somebody else has changed this run meanwhile.');
  });
  return viewRun(ctx, await findRun(ctx, id));
}
