import { and, asc, desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { blindComparisons, fineTunes, jobProgress, modelVersions, trainingRuns } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { comparisonSchema, verdictInWords } from '@/lib/features/models';
import { rollbackModel } from '@/lib/features/models/server';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { blindPairSchema, fineTuneSchema, storiesOutcomeSchema, type FineTune, type OwnModels } from '../fine-tune-schemas';
import type { ByIdInput, WhoseInput } from '../schemas';
import { viewOf } from './blind';
import { ownModelName } from './own-model';
import { whose } from './whose';

interface Joined {
  readonly fineTune: typeof fineTunes.$inferSelect;
  readonly run: typeof trainingRuns.$inferSelect | null;
  readonly blind: Pick<typeof blindComparisons.$inferSelect, 'id' | 'pairs'> | null;
  readonly job: Pick<typeof jobProgress.$inferSelect, 'state' | 'message' | 'progress'> | null;
}

/** A person's own model: its versions, and how each came about; the latest first. */
export async function listOwnModels(ctx: Ctx, { user_id }: WhoseInput): Promise<OwnModels> {
  const person = await whose(ctx, user_id);
  const name = ownModelName(person.id);
  const versions = await ctx.db.select().from(modelVersions).where(eq(modelVersions.name, name)).orderBy(desc(modelVersions.number));
  const rows = await selectFineTunes(ctx, person.id);
  return {
    name,
    models: versions.map(({ version, stage, parent, createdAt, comparison }) => ({
      name,
      version,
      stage,
      parent,
      created_at: createdAt.toISOString(),
      verdict: wordsOf(`${name}@${version}`, comparison),
    })),
    fine_tunes: rows.map((row) => toFineTune(row, name)),
  };
}

/** One fine-tune: how far it is, and what came of it. Throws `not_found`. */
export async function readFineTune(ctx: Ctx, { user_id, id }: ByIdInput): Promise<FineTune> {
  const person = await whose(ctx, user_id);
  const [row] = await selectFineTunes(ctx, person.id, id);
  if (!row) throw new LoamError('not_found', 'There is no such fine-tune.');
  return toFineTune(row, ownModelName(person.id));
}

/** Puts the version before into use again, or none. */
export async function rollbackOwnModel(ctx: Ctx, { user_id }: WhoseInput): Promise<OwnModels> {
  const person = await whose(ctx, user_id);
  await rollbackModel({ ...ctx, actor: { kind: 'system', name: 'automation' } }, { name: ownModelName(person.id) });
  return listOwnModels(ctx, { user_id });
}

async function selectFineTunes(ctx: Ctx, ownerId: string, id?: string): Promise<Joined[]> {
  const rows = await ctx.db
    .select({
      fineTune: fineTunes,
      run: trainingRuns,
      blind: { id: blindComparisons.id, pairs: blindComparisons.pairs },
      job: { state: jobProgress.state, message: jobProgress.message, progress: jobProgress.progress },
    })
    .from(fineTunes)
    .leftJoin(trainingRuns, eq(trainingRuns.id, fineTunes.runId))
    .leftJoin(blindComparisons, eq(blindComparisons.fineTuneId, fineTunes.id))
    .leftJoin(jobProgress, eq(jobProgress.id, fineTunes.jobId))
    .where(and(eq(fineTunes.ownerId, ownerId), id === undefined ? undefined : eq(fineTunes.id, id)))
    .orderBy(desc(fineTunes.createdAt), asc(fineTunes.id));
  return rows;
}

function toFineTune({ fineTune, run, blind, job }: Joined, name: string): FineTune {
  const comparison = comparisonSchema.safeParse(run?.comparison).data ?? null;
  const version = fineTune.modelVersion ?? run?.version ?? null;
  const model = version === null ? null : `${name}@${version}`;
  const comparing = run?.state === 'succeeded' && fineTune.finishedAt === null && job !== null && !isFinalJobState(job.state);
  const error = (run?.error as { message?: unknown } | null | undefined)?.message;
  return {
    id: fineTune.id,
    run_id: fineTune.runId,
    // A run that was deleted had ended.
    state: run?.state ?? 'cancelled',
    phase: comparing ? job.message : (run?.phase ?? null),
    progress: comparing ? job.progress : (run?.progress ?? 1),
    seconds_left: run?.secondsLeft ?? null,
    source: fineTuneSchema.shape.source.catch('all').parse(fineTune.source),
    examples: fineTune.examples,
    model,
    promoted: comparison?.promoted ?? false,
    verdict: model === null ? null : wordsOf(model, comparison),
    comparison,
    stories: storiesOutcomeSchema.safeParse(fineTune.outcome).data ?? null,
    comparison_id: blind?.id ?? null,
    judged: blind ? judgedOf(blind) : null,
    comparing,
    error: typeof error === 'string' ? error : null,
    created_at: fineTune.createdAt.toISOString(),
    finished_at: fineTune.finishedAt?.toISOString() ?? null,
  };
}

function wordsOf(version: string, comparison: unknown): string | null {
  const parsed = comparisonSchema.safeParse(comparison);
  return parsed.success ? verdictInWords(version, parsed.data) : null;
}

function judgedOf({ id, pairs }: NonNullable<Joined['blind']>): FineTune['judged'] {
  const { result } = viewOf(id, blindPairSchema.array().parse(pairs));
  return result && { candidate: result.candidate, other: result.other, same: result.same };
}
