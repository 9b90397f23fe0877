import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelAnswers, models, modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { trainingKinds, type TrainingKind } from '@/lib/vocabulary/training-kinds';
import { comparisonSchema, type ModelView } from '../schemas';
import { flushAnswers, quantileOf } from './answers';
import { findModels, type FoundModel } from './model-folders';
import { faultOf } from './registry/verify-folder';
import { visibleModels, type ModelRow, type VersionRow } from './registry/rows';

/** What is known of a version besides its files. */
export interface Registered {
  readonly model: ModelRow;
  readonly version: VersionRow;
}

/** The models of this installation that the caller may see, by name; of each, those that serve first. */
export async function listModels(ctx: Ctx): Promise<{ models: ModelView[] }> {
  const { dataDir } = currentApp<Ctx>().settings;
  await flushAnswers(ctx);
  const [found, rows, all, answers] = [
    await findModels(dataDir),
    await ctx.db
      .select({ model: models, version: modelVersions })
      .from(modelVersions)
      .innerJoin(models, eq(models.name, modelVersions.name))
      .where(visibleModels(ctx))
      .orderBy(asc(modelVersions.name), asc(modelVersions.number)),
    await ctx.db.select({ name: models.name }).from(models),
    await ctx.db.select().from(modelAnswers),
  ];
  const visible = new Set(rows.map(({ model }) => model.name));
  const hidden = new Set(all.flatMap(({ name }) => (visible.has(name) ? [] : [name])));
  const shown = found.filter(({ manifest, shipped }) => shipped || !hidden.has(manifest.name));
  const serving = await whichServe(shown, rows);
  return {
    models: shown.map((model) => {
      const { name, version } = model.manifest;
      const registered = model.shipped ? undefined : rows.find((row) => row.model.name === name && row.version.version === version);
      return viewOfModel(model, {
        registered,
        ...(serving.get(model.folder) ?? { serving: false, fault: null }),
        inUse: registered ? registered.version.stage === 'active' : !rows.some((row) => row.model.name === name && row.version.stage === 'active'),
        answers: answers.find((row) => row.name === name && row.version === version),
      });
    }),
  };
}

/** Of each name the first sound one serves; those before it say what is wrong with them. */
async function whichServe(found: readonly FoundModel[], rows: readonly Registered[]): Promise<Map<string, { serving: boolean; fault: string | null }>> {
  const result = new Map<string, { serving: boolean; fault: string | null }>();
  for (const name of new Set(found.map(({ manifest }) => manifest.name))) {
    for (const model of found.filter(({ manifest }) => manifest.name === name)) {
      const row = rows.find((each) => !model.shipped && each.model.name === name && each.version.version === model.manifest.version);
      if (row?.version.stage === 'candidate') continue;
      const fault = await faultOf(model.folder);
      result.set(model.folder, { serving: fault === null, fault });
      if (fault === null) break;
    }
  }
  return result;
}

export interface Known {
  readonly registered?: Registered;
  readonly serving: boolean;
  readonly fault: string | null;
  /** For models without a row: whether nothing that was trained is in use instead. */
  readonly inUse: boolean;
  readonly answers?: typeof modelAnswers.$inferSelect;
}

export function viewOfModel(
  { manifest: { name, version, kind, createdAt, metrics, files, origin }, shipped }: FoundModel,
  { registered, serving, fault, inUse, answers }: Known,
): ModelView {
  const row = registered?.version;
  return {
    name,
    version,
    kind,
    shipped,
    pulledFrom: origin ?? null,
    createdAt: createdAt ?? row?.createdAt.toISOString() ?? null,
    bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0),
    metrics,
    number: shipped ? 0 : (row?.number ?? null),
    stage: row?.stage ?? (inUse ? 'active' : 'archived'),
    serving,
    fault,
    trainingKind: registered?.model.trainingKind ?? ((trainingKinds as readonly string[]).includes(name) ? (name as TrainingKind) : null),
    shared: (registered?.model.ownerId ?? null) === null,
    parent: row?.parent ?? null,
    runId: row?.runId ?? null,
    origin: row?.origin ?? null,
    dataSha256: row?.dataSha256 ?? null,
    comparison: comparisonSchema.nullable().catch(null).parse(row?.comparison ?? null),
    live: {
      answers: answers?.answers ?? 0,
      errors: answers?.errors ?? 0,
      p50: answers ? quantileOf(answers.buckets, 0.5) : null,
      p95: answers ? quantileOf(answers.buckets, 0.95) : null,
    },
  };
}
