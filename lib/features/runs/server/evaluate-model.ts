import { and, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { models, modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { installedModel, requireVisible } from '@/lib/features/models/server';
import { trainingKinds, type TrainingKind } from '@/lib/vocabulary/training-kinds';
import type { EvaluatedModel } from '../schemas';
import { compareModels } from './engine/compare-models';
import { heldOutRows } from './held-out-rows';
import { kindOf } from './kinds';

/** Measures a model on held-out rows, now. @throws LoamError `not_found`, `unprocessable` where there is nothing to measure it on */
export async function evaluateModel(ctx: Ctx, { name: wanted }: { readonly name: string }): Promise<EvaluatedModel> {
  const { dataDir } = currentApp<Ctx>().settings;
  await requireVisible(ctx, wanted);
  const { folder, manifest } = await installedModel(wanted, dataDir);
  const { name, version } = manifest;
  const [known] = await ctx.db.select().from(models).where(eq(models.name, name));
  const [row] = await ctx.db
    .select()
    .from(modelVersions)
    .where(and(eq(modelVersions.name, name), eq(modelVersions.version, version)));
  const trained = known?.trainingKind ?? trainingKinds.find((kind): kind is TrainingKind => kind === name);
  if (!trained) throw new LoamError('unprocessable', `Nothing here trains ${name}, so there are no held-out rows to measure it on.`);
  const rows = await heldOutRows(ctx, dataDir, name, row?.runId ?? null);
  const signal = ctx.signal ?? new AbortController().signal;
  const evaluation = await kindOf(trained).evaluate(folder, { ctx, place: rows.place, seed: rows.seed, signal });
  const { baseline, score, metrics } = evaluation;
  const against = compareModels(evaluation, baseline && { ...baseline, isModel: false }, rows.seed);
  return {
    name,
    version,
    runId: rows.runId,
    rows: evaluation.rows.length,
    score: { ...score, value: against.candidate },
    metrics: { ...metrics },
    baseline: baseline ? against : null,
  };
}
