import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelVersions } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { verdictInWords, comparisonSchema, type ModelComparison } from '@/lib/features/models';
import {
  activeVersion,
  faultOf,
  fillVersion,
  findModel,
  modelFolder,
  promoteVersion,
  reserveVersion,
  servingModel,
  type VersionRow,
} from '@/lib/features/models/server';
import { readManifest } from '@/lib/processes/inference/client';
import type { Evaluation } from '../../kind';
import type { Attempt } from './attempt';
import { compareModels, type Opponent } from './compare-models';
import { finishCard } from './finish-card';
import type { RunChange } from './run-writer';

/** How often a candidate is compared anew because another one was promoted meanwhile. */
const mostComparisons = 3;

/**
 * Writes what was trained as a version of its model, measures it on the held-out rows beside what is in use, and puts it into
 * use where it is better. Taken up again, it goes on behind what is done.
 */
export async function proveCandidate(ctx: Ctx, attempt: Attempt, trained: { dataSha256: string; sha256: string }): Promise<RunChange> {
  const { run, kind, config, surroundings, enter } = attempt;
  const { place, log } = surroundings;
  const version = await reserveVersion(ctx, {
    name: run.model,
    ownerId: run.modelOwnerId,
    trainingKind: run.kind,
    kind: 'decoder',
    parent: run.parent,
    runId: run.id,
  });
  const name = `${run.model}@${version.version}`;
  const folder = modelFolder(place.dataDir, run.model, version.version);
  const done = comparisonSchema.safeParse(version.comparison);
  if (done.success && (version.stage === 'active' || !done.data.promoted) && (await faultOf(folder)) === null)
    return { version: version.version, comparison: done.data };

  await enter('exporting', { version: version.version });
  const candidate = path.join(place.work, 'candidate');
  await rm(candidate, { recursive: true, force: true });
  await kind.export(config, { name: run.model, version: version.version, folder: candidate }, surroundings);

  await enter('evaluating');
  const evaluation = await kind.evaluate(candidate, surroundings);
  await enter('comparing', { metrics: evaluation.metrics });
  const opponent = await opponentOf(ctx, attempt, evaluation);
  let comparison = compareModels(evaluation, opponent.other, run.seed, opponent.note);

  await finishCard(candidate, { run, trained, evaluation, verdict: verdictInWords(name, comparison) });
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
  await rm(folder, { recursive: true, force: true });
  await rename(candidate, folder);
  await fillVersion(ctx, version.id, { manifest: await readManifest(folder), ...trained, metrics: evaluation.metrics });

  comparison = await decide(ctx, attempt, version, { evaluation, comparison, insteadOf: opponent.insteadOf });
  log(verdictInWords(name, comparison));
  return { version: version.version, comparison, metrics: evaluation.metrics };
}

/** Promotes or turns down; where another version was promoted since the comparison, compares with that one. */
async function decide(
  ctx: Ctx,
  attempt: Attempt,
  { id, name, version }: VersionRow,
  first: { evaluation: Evaluation; comparison: ModelComparison; insteadOf: string | null },
): Promise<ModelComparison> {
  let { comparison, insteadOf } = first;
  const keep = (stage: 'candidate' | 'archived') => ctx.db.update(modelVersions).set({ comparison, stage }).where(eq(modelVersions.id, id));
  for (let attempts = 1; ; attempts++) {
    attempt.surroundings.signal.throwIfAborted();
    await keep(comparison.promoted ? 'candidate' : 'archived');
    if (!comparison.promoted) return comparison;
    try {
      await promoteVersion(ctx, { name, version, insteadOf, comparison });
      return comparison;
    } catch (error) {
      if (!(error instanceof LoamError) || error.code !== 'conflict' || attempts === mostComparisons) throw error;
      attempt.surroundings.log(error.message);
      const opponent = await opponentOf(ctx, attempt, first.evaluation);
      insteadOf = opponent.insteadOf;
      comparison = compareModels(first.evaluation, opponent.other, attempt.run.seed, opponent.note);
    }
  }
}

interface FoundOpponent {
  readonly other: Opponent | undefined;
  /** The version in use by the rows. */
  readonly insteadOf: string | null;
  readonly note: string | null;
}

/**
 * What the candidate must beat: the model that serves; where none does, the one it started from; else the kind's simplest
 * baseline. A model in use that cannot be measured on these rows is passed over with a note, for the one before it.
 */
async function opponentOf(ctx: Ctx, { run, kind, surroundings }: Attempt, candidate: Evaluation): Promise<FoundOpponent> {
  const { place } = surroundings;
  const insteadOf = (await activeVersion(ctx, run.model))?.version ?? null;
  const serving = await servingModel(run.model, place.dataDir).catch((error: unknown) => {
    if (error instanceof LoamError && error.code === 'not_found') return undefined;
    throw error;
  });
  const model = serving ?? (run.parent === null ? undefined : await findModel(run.parent, place.dataDir));
  if (model) {
    const { name, version } = model.manifest;
    const { rows, guards } = await kind.evaluate(model.folder, surroundings);
    return { other: { name: `${name}@${version}`, rows, guards, isModel: true }, insteadOf, note: model.note ?? null };
  }
  const { baseline } = candidate;
  return { other: baseline && { ...baseline, isModel: false }, insteadOf, note: null };
}
