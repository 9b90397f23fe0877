import { count, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { trainingRuns } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import { installedModel, requireVisible } from '@/lib/features/models/server';
import type { EstimatedRun, estimateRunInput } from '../schemas';
import { kindOf } from './kinds';
import { estimatePrefix, furnish, placeOf, removePlace, whileMaking } from './places';
import { checkedConfig, refuseWrongData } from './start-run';

/** Prepares a run in a place of its own that is gone afterwards, and says what training would take. */
export async function estimateRun(ctx: Ctx, input: z.output<typeof estimateRunInput>): Promise<EstimatedRun> {
  const { dataDir } = currentApp<Ctx>().settings;
  const kind = kindOf(input.kind);
  const config = checkedConfig(kind, input.config);
  refuseWrongData(kind, input.text);
  if (input.parent !== undefined) await requireVisible(ctx, input.parent);
  const found = input.parent === undefined ? undefined : await installedModel(input.parent, dataDir);
  const parent = found && { name: found.manifest.name, version: found.manifest.version, folder: found.folder };
  const place = placeOf(dataDir, `${estimatePrefix}${newId()}`);
  const ignore = (): void => undefined;
  return whileMaking(place, async () => {
    await furnish(place, input.text);
    const signal = ctx.signal ?? new AbortController().signal;
    const surroundings = { ctx, place, seed: input.seed, parent, signal, onMetric: ignore, log: ignore, onSample: ignore };
    const { dataSha256, counts, estimate } = await kind.prepare(config, surroundings);
    const [waiting] = await ctx.db
      .select({ runs: count() })
      .from(trainingRuns)
      .where(inArray(trainingRuns.state, ['queued', 'running']));
    await removePlace(place);
    return { dataSha256, counts: { ...counts }, estimate: { ...estimate }, waiting: waiting.runs };
  });
}
