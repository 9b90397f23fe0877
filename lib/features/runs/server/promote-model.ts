import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { comparisonSchema, verdictInWords, type ModelComparison } from '@/lib/features/models';
import {
  activeVersion,
  faultOf,
  findVersion,
  modelFolder,
  promoteVersion,
  requireMayChange,
  servingModel,
  type FoundModel,
} from '@/lib/features/models/server';
import type { Evaluation } from '../kind';
import type { PromoteModelInput, promotedModelSchema } from '../schemas';
import { compareModels } from './engine/compare-models';
import { heldOutRows, withRowsOfText, type MeasuredRows } from './held-out-rows';
import { kindOf } from './kinds';

/**
 * Puts a version into use, if it is better than the one in use on the same held-out rows: those of a text that is given, of its own run,
 * or of the latest run of its model whose rows are there still.
 * @throws LoamError `conflict` where it is not better, is in use already, or another one was promoted meanwhile; `unprocessable`
 * where its files are damaged or there is nothing to measure it on
 */
export async function promoteModel(ctx: Ctx, { name: wanted, text }: PromoteModelInput): Promise<z.output<typeof promotedModelSchema>> {
  const { dataDir } = currentApp<Ctx>().settings;
  const { model, version } = await findVersion(ctx, wanted);
  requireMayChange(ctx, model.ownerId, 'this model');
  if (version.stage === 'active') throw new LoamError('conflict', `${wanted} is in use already.`);
  const folder = modelFolder(dataDir, model.name, version.version);
  const fault = await faultOf(folder);
  if (fault !== null) throw new LoamError('unprocessable', fault);

  const insteadOf = (await activeVersion(ctx, model.name))?.version ?? null;
  const serving = await servingModel(model.name, dataDir).catch((error: unknown): FoundModel | undefined => {
    if (error instanceof LoamError && error.code === 'not_found') return undefined;
    throw error;
  });
  const kind = kindOf(model.trainingKind);
  const compare = async ({ place, seed }: MeasuredRows): Promise<ModelComparison> => {
    const about = { ctx, place, seed, signal: ctx.signal ?? new AbortController().signal };
    const evaluation = await kind.evaluate(folder, about);
    const { baseline } = evaluation;
    const other = serving
      ? { name: `${model.name}@${serving.manifest.version}`, ...measured(await kind.evaluate(serving.folder, about)), isModel: true }
      : baseline && { ...baseline, isModel: false };
    return compareModels(evaluation, other, seed, serving?.note ?? null);
  };
  const comparison =
    text === undefined
      ? await compare(await heldOutRows(ctx, dataDir, model.name, version.runId))
      : await withRowsOfText(ctx, { kind, text, dataDir }, compare);
  await ctx.db.update(modelVersions).set({ comparison }).where(eq(modelVersions.id, version.id));
  if (!comparison.promoted)
    throw new LoamError('conflict', `${verdictInWords(wanted, comparison)}.`, {
      extra: { comparison: comparisonSchema.parse(comparison) },
    });
  await promoteVersion(ctx, { name: model.name, version: version.version, insteadOf, comparison });
  return { name: model.name, version: version.version, comparison };
}

const measured = ({ rows, guards }: Evaluation) => ({ rows, guards });
