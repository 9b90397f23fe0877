import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { trainingRuns } from '@/db/schema';
import { runVersionsSchema, type replaySchema } from '../../schemas';
import { currentVersions, differences } from '../versions';

type Replay = z.output<typeof replaySchema>;

/** Whether a replay gave the weights of the first run, and what to think of it where it did not. */
export async function compareWeights(
  ctx: Ctx,
  firstRun: string,
  replayed: { readonly dataSha256: string; readonly sha256: string },
): Promise<Replay> {
  const [first] = await ctx.db.select().from(trainingRuns).where(eq(trainingRuns.id, firstRun));
  if (!first) return { sameData: false, sameWeights: false, differences: [], message: 'The first run was deleted meanwhile.' };
  const before = runVersionsSchema.safeParse(first.versions);
  const differing = before.success ? differences(before.data, await currentVersions()) : [];
  return judgeReplay({
    sameData: first.dataSha256 === replayed.dataSha256,
    sameWeights: first.sha256 === replayed.sha256,
    differences: differing,
  });
}

/** Adds the finding in a sentence. */
export function judgeReplay({ sameData, sameWeights, differences: differing }: Omit<Replay, 'message'>): Replay {
  const elsewhere = differing.join(', ');
  const message = sameWeights
    ? `The same weights, bit for bit${differing.length > 0 ? `, although these differ: ${elsewhere}` : ''}.`
    : !sameData
      ? 'Other weights, because the data are not the same any more.'
      : differing.length > 0
        ? `Other weights from the same data: the versions do not match (${elsewhere}).`
        : 'Other weights although data, settings, seed and versions are the same: this training is not reproducible here.';
  return { sameData, sameWeights, differences: differing, message };
}
