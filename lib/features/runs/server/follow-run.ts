import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { pause } from '@/lib/core/pause';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import type { followRunInput } from '../schemas';
import { findRun, positions, settleRuns } from './rows';
import { pointsOf, viewRun } from './view';

export interface RunEvent {
  readonly id: string;
  readonly event: 'run' | 'points';
  readonly data: unknown;
}

/** The row is looked at this often: the writer may be another process. */
const lookMilliseconds = 400;

/**
 * A run's changes, beginning with how it stands: `run` with the run but its points, `points` with those that are new. Ends with
 * the run; a paused one is followed on.
 */
export async function* followRun(ctx: Ctx, { id, after }: z.output<typeof followRunInput>): AsyncGenerator<RunEvent> {
  let [revision, place, step, last] = [-1, -1, after, ''];
  while (!ctx.signal?.aborted) {
    await settleRuns(ctx);
    const row = await findRun(ctx, id);
    const position = row.state === 'queued' ? ((await positions(ctx)).get(id) ?? 0) : 0;
    // The last point again: a look at held-out rows may have been added to it.
    const found = row.revision === revision ? [] : await pointsOf(ctx, id, last === '' ? step : step - 1);
    const points = found.filter((point) => JSON.stringify(point) !== last);
    if (points.length > 0) {
      const newest = points[points.length - 1];
      [step, last] = [newest.step, JSON.stringify(newest)];
      yield { id: `${row.revision}:${step}`, event: 'points', data: points };
    }
    if (row.revision !== revision || position !== place) {
      [revision, place] = [row.revision, position];
      const { points: _points, ...view } = await viewRun(ctx, row);
      yield { id: `${revision}:${step}`, event: 'run', data: view };
    }
    if (isFinalRunState(row.state)) return;
    await pause(lookMilliseconds, ctx.signal);
  }
}
