import { access } from 'node:fs/promises';
import { and, desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { trainingRuns } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { RunPlace } from '../kind';
import { notedPreparation } from './engine/work-notes';
import { placeOf } from './places';

export interface HeldOutRows {
  readonly runId: string;
  readonly place: RunPlace;
  readonly seed: number;
}

/**
 * Where rows lie that no training of a model has seen: those of one run, else of the latest whose rows are there still.
 * @throws LoamError `unprocessable` where there are none
 */
export async function heldOutRows(ctx: Ctx, dataDir: string, model: string, runId: string | null): Promise<HeldOutRows> {
  const runs = await ctx.db
    .select({ id: trainingRuns.id, seed: trainingRuns.seed })
    .from(trainingRuns)
    .where(and(eq(trainingRuns.model, model), eq(trainingRuns.state, 'succeeded')))
    .orderBy(desc(trainingRuns.createdAt));
  const own = runs.filter(({ id }) => id === runId);
  for (const { id, seed } of [...own, ...runs.filter(({ id: other }) => other !== runId)]) {
    const place = placeOf(dataDir, id);
    const there = await access(place.work).then(
      () => true,
      () => false,
    );
    if (there && (await notedPreparation(place))) return { runId: id, place, seed };
  }
  throw new LoamError(
    'unprocessable',
    `There are no held-out rows of ${model} to compare on: their runs were deleted or never made. Train one first; the comparison takes its rows.`,
  );
}
