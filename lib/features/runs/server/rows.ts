import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { jobProgress, trainingRuns } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';

export type RunRow = typeof trainingRuns.$inferSelect;

const underWay = ['queued', 'running'] as const;

/** Runs that the caller may see: their own; for trainers those of models that are everybody's, too; all for admins and the system. */
export function visibleRuns({ actor }: Ctx): SQL | undefined {
  if (actor.kind === 'system' || (actor.kind === 'user' && actor.role === 'admin')) return undefined;
  if (actor.kind !== 'user') throw new LoamError('not_signed_in', 'Sign in to see trainings.');
  const own = eq(trainingRuns.ownerId, actor.userId);
  return actor.role === 'trainer' ? or(own, isNull(trainingRuns.modelOwnerId)) : own;
}

/** A run that the caller may see, and so may direct. @throws LoamError `not_found` */
export async function findRun(ctx: Ctx, id: string): Promise<RunRow> {
  const [row] = await ctx.db
    .select()
    .from(trainingRuns)
    .where(and(eq(trainingRuns.id, id), visibleRuns(ctx)));
  if (!row) throw new LoamError('not_found', 'There is no such run.');
  return row;
}

/** Changes a run, if it is in one of the states still. */
export async function changeRun(
  ctx: Ctx,
  id: string,
  states: readonly RunRow['state'][],
  change: Partial<typeof trainingRuns.$inferInsert>,
): Promise<boolean> {
  const changed = await ctx.db
    .update(trainingRuns)
    .set({ ...change, updatedAt: ctx.clock.now(), revision: sql`${trainingRuns.revision} + 1` })
    .where(and(eq(trainingRuns.id, id), inArray(trainingRuns.state, [...states])))
    .returning({ id: trainingRuns.id });
  return changed.length > 0;
}

/** Places in the line of waiting runs, 1 for the next, by run. */
export async function positions(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const waiting = await ctx.db
    .select({ id: trainingRuns.id })
    .from(trainingRuns)
    .where(eq(trainingRuns.state, 'queued'))
    .orderBy(asc(trainingRuns.queuedAt), asc(trainingRuns.id));
  return new Map(waiting.map(({ id }, index) => [id, index + 1]));
}

/** Ends runs whose jobs ended without them: cancelled on the page of jobs, or given up by the queue. */
export async function settleRuns(ctx: Ctx): Promise<void> {
  const lost = await ctx.db
    .select({ id: trainingRuns.id, state: jobProgress.state, error: jobProgress.error })
    .from(trainingRuns)
    .innerJoin(jobProgress, eq(jobProgress.id, trainingRuns.jobId))
    .where(and(inArray(trainingRuns.state, [...underWay]), inArray(jobProgress.state, ['cancelled', 'failed'])));
  for (const { id, state, error } of lost) {
    await changeRun(ctx, id, underWay, { state: state as 'cancelled' | 'failed', error, order: null, finishedAt: ctx.clock.now() });
  }
}
