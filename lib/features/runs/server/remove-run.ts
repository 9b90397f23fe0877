import { eq } from 'drizzle-orm';
import { readdir } from 'node:fs/promises';
import type { Ctx } from '@/db/ctx';
import { trainingRuns } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { estimatePrefix, placeOf, removePlace, runsFolder } from './places';
import { findRun, settleRuns } from './rows';

/** Deletes a run that has ended, with its text, curves and log. @throws LoamError `conflict` where it has not ended */
export async function removeRun(ctx: Ctx, { id }: { readonly id: string }): Promise<{ id: string }> {
  await settleRuns(ctx);
  const row = await findRun(ctx, id);
  if (!isFinalRunState(row.state)) throw new LoamError('conflict', `This run is ${row.state}. Cancel it first.`);
  await ctx.db.delete(trainingRuns).where(eq(trainingRuns.id, id));
  await removePlace(placeOf(currentApp<Ctx>().settings.dataDir, id));
  return { id };
}

/** Removes what estimates left that were cut off by the end of their process. */
export async function removeEstimates(dataDir: string): Promise<void> {
  const folders = await readdir(/* turbopackIgnore: true */ runsFolder(dataDir)).catch((): string[] => []);
  for (const name of folders.filter((one) => one.startsWith(estimatePrefix))) await removePlace(placeOf(dataDir, name));
}
