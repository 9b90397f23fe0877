import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { trainingRuns } from '@/db/schema';
import { pause } from '@/lib/core/pause';
import type { RunRow } from '../rows';

/** Why an attempt was stopped before its end. */
export class Stopped extends Error {
  constructor(readonly order: 'pause' | 'cancel' | 'lost') {
    super(`the run was told to stop (${order})`);
  }
}

export interface Orders {
  /** Aborted with {@link Stopped}. */
  readonly signal: AbortSignal;
  end(): Promise<void>;
}

/** The row is looked at this often: whoever gives the order may be another process. */
const lookMilliseconds = 300;

/** Watches for what somebody tells a run, and for other attempts that have taken it over. */
export function watchOrders(ctx: Ctx, run: RunRow): Orders {
  const stop = new AbortController();
  const watching = new AbortController();
  const watch = async (): Promise<void> => {
    while (!watching.signal.aborted && !stop.signal.aborted) {
      const [row] = await ctx.db
        .select({ order: trainingRuns.order, attempt: trainingRuns.attempt, state: trainingRuns.state })
        .from(trainingRuns)
        .where(eq(trainingRuns.id, run.id));
      const lost = !row || row.attempt !== run.attempt || row.state !== 'running';
      if (!watching.signal.aborted && (lost || row.order !== null)) stop.abort(new Stopped(lost ? 'lost' : row.order!));
      await pause(lookMilliseconds, watching.signal);
    }
  };
  const watched = (async () => {
    while (!watching.signal.aborted && !stop.signal.aborted) {
      await watch().catch((error: unknown) => ctx.log.warn({ err: error, runId: run.id }, 'a run’s orders could not be read'));
      await pause(lookMilliseconds, watching.signal);
    }
  })();
  return {
    signal: stop.signal,
    async end() {
      watching.abort();
      await watched;
    },
  };
}
