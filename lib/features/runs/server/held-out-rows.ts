import { access } from 'node:fs/promises';
import { newId } from '@/lib/core/ids';
import { and, desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { trainingRuns } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { Kind, RunPlace } from '../kind';
import { notedPreparation } from './engine/work-notes';
import { estimatePrefix, furnish, placeOf, removePlace } from './places';
import { refuseWrongData } from './start-run';

/** Where rows lie to measure on, and the seed that they were drawn with. */
export interface MeasuredRows {
  readonly place: RunPlace;
  readonly seed: number;
}

export interface HeldOutRows extends MeasuredRows {
  readonly runId: string;
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
    `There are no held-out rows of ${model} to compare on: no training of this name is there. Give a text that it has not learned from (loam models promote ${model}@… --data book.txt, or “text” in the request), or train ${model} once: then the rows that this training holds out are taken.`,
  );
}

/** The part of a text that is measured on, for kinds that can be told. */
const heldOut = 0.4;

/**
 * Does something with rows of a text that is given for this, as a training of the kind would hold them out, and forgets them.
 * @throws LoamError `invalid_input` for a kind that learns from no text; `unprocessable` for a text that is too short
 */
export async function withRowsOfText<T>(
  ctx: Ctx,
  { kind, text, dataDir }: { readonly kind: Kind; readonly text: string; readonly dataDir: string },
  measure: (rows: MeasuredRows) => Promise<T>,
): Promise<T> {
  refuseWrongData(kind, text);
  const place = placeOf(dataDir, `${estimatePrefix}${newId()}`);
  const seed = 1;
  const signal = ctx.signal ?? new AbortController().signal;
  const ignore = (): void => undefined;
  try {
    await furnish(place, text);
    const config = kind.config.parse('heldOut' in kind.config.shape ? { heldOut } : {});
    await kind.prepare(config, { ctx, place, seed, signal, onMetric: ignore, log: ignore, onSample: ignore });
    return await measure({ place, seed });
  } finally {
    await removePlace(place);
  }
}
