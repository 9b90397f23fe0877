import { asc, eq, gt, and } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { modelVersions, trainingPoints, users } from '@/db/schema';
import { comparisonSchema, intervalSchema } from '@/lib/features/models';
import { replaySchema, runPointSchema, runSchema, runVersionsSchema, type RunPoint, type RunSummary, type RunView } from '../schemas';
import { findRun, positions, settleRuns, type RunRow } from './rows';

/** Rows of other versions of Loam may hold what this one does not know: that part is left out. */
function known<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

export function toSummary(row: RunRow, owner: { readonly id: string; readonly name: string }, position: number | undefined): RunSummary {
  const { id, kind, model, title, state, phase, progress, step, steps, secondsLeft, order, seed, parent, replayOf, revision } = row;
  return {
    id,
    kind,
    model,
    title,
    state,
    phase,
    progress,
    step,
    steps,
    secondsLeft,
    position: state === 'queued' ? (position ?? null) : null,
    order,
    seed,
    parent,
    version: row.version === null ? null : `${model}@${row.version}`,
    comparison: known(comparisonSchema, row.comparison),
    error: known(runSchema.shape.error, row.error),
    owner,
    shared: row.modelOwnerId === null,
    replayOf,
    revision,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** A run that the caller may see, whole. @throws LoamError `not_found` */
export async function readRun(ctx: Ctx, { id }: { readonly id: string }): Promise<RunView> {
  await settleRuns(ctx);
  return viewRun(ctx, await findRun(ctx, id));
}

export async function viewRun(ctx: Ctx, row: RunRow): Promise<RunView> {
  const [owner] = await ctx.db.select({ id: users.id, name: users.name }).from(users).where(eq(users.id, row.ownerId));
  const [made] = await ctx.db.select({ files: modelVersions.files }).from(modelVersions).where(eq(modelVersions.runId, row.id));
  const files = known(z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })), made?.files) ?? {};
  const shape = runSchema.shape;
  return {
    ...toSummary(row, owner, row.state === 'queued' ? (await positions(ctx)).get(row.id) : undefined),
    config: known(shape.config, row.config) ?? {},
    clonedFrom: row.clonedFrom,
    dataSha256: row.dataSha256,
    counts: known(shape.counts, row.counts),
    estimate: known(shape.estimate, row.estimate),
    log: known(shape.log, row.log) ?? [],
    samples: known(shape.samples, row.samples) ?? [],
    versions: known(runVersionsSchema, row.versions),
    cpuSeconds: row.cpuSeconds,
    sha256: row.sha256,
    metrics: known(z.record(z.string(), intervalSchema), row.metrics),
    replay: known(replaySchema, row.replay),
    artifacts: Object.entries(files).map(([name, { bytes, sha256 }]) => ({ name, bytes, sha256 })),
    attempt: row.attempt,
    points: await pointsOf(ctx, row.id),
  };
}

/** The points of a run's curves behind a step, in order. */
export async function pointsOf(ctx: Ctx, runId: string, after = -1): Promise<RunPoint[]> {
  const rows = await ctx.db
    .select()
    .from(trainingPoints)
    .where(and(eq(trainingPoints.runId, runId), gt(trainingPoints.step, after)))
    .orderBy(asc(trainingPoints.step));
  return rows.flatMap(({ step, values }) => known(runPointSchema, { step, values }) ?? []);
}
