import { z } from 'zod';
import { comparisonSchema, intervalSchema, modelNameSchema, modelVersionSchema, newModelNameSchema } from '@/lib/features/models';
import { runPhases, runStates } from '@/lib/vocabulary/run-states';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';

/** Characters of a text to learn from. */
export const longestText = 20_000_000;

export const runIdInput = z.object({ id: z.uuid('This is not the id of a run') });

const seed = z.coerce.number().int().min(0).max(0xffffffff);

export const startRunInput = z.object({
  kind: z.enum(trainingKinds).describe('What to train'),
  model: newModelNameSchema.optional().describe('The name of the model; the kind’s unless said'),
  title: z.string().trim().min(1).max(100).optional().describe('What to call the run'),
  config: z.record(z.string(), z.unknown()).default({}).describe('What the kind can be told; see GET /api/training/kinds'),
  seed: seed.default(1).describe('The same data, settings and seed make the same model'),
  parent: modelNameSchema.optional().describe('The model to start from, as name or name@version'),
  text: z
    .string()
    .min(1)
    .max(longestText, `Use at most ${longestText / 1e6} million characters`)
    .optional()
    .describe('What to learn from, for kinds that learn from a text'),
});
export type StartRunInput = z.output<typeof startRunInput>;

export const cloneRunInput = runIdInput.extend({
  title: z.string().trim().min(1).max(100).optional(),
  config: z.record(z.string(), z.unknown()).default({}).describe('Only what shall be different'),
  seed: seed.optional(),
  parent: modelNameSchema.optional(),
  text: z.string().min(1).max(longestText).optional().describe('Another text instead of the run’s'),
});
export type CloneRunInput = z.output<typeof cloneRunInput>;

export const resumeRunInput = runIdInput.extend({
  anyway: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe('Go on although programs have changed since the checkpoint: then a replay may give other weights'),
});

export const listRunsInput = z.object({
  state: z.enum(runStates).optional(),
  kind: z.enum(trainingKinds).optional(),
  model: z.string().max(100).optional(),
  mine: z.stringbool().or(z.boolean()).default(false).describe('Only those that you started'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(100).optional().describe('What `next` of the page before said'),
});
export type ListRunsInput = z.output<typeof listRunsInput>;

export const followRunInput = runIdInput.extend({
  after: z.coerce.number().int().min(-1).default(-1).describe('Only points of steps behind this one'),
});

export const runVersionsSchema = z.object({
  loam: z.string(),
  node: z.string(),
  onnxruntime: z.string(),
  cpu: z.string(),
  cores: z.int(),
  platform: z.string(),
});
export type RunVersions = z.output<typeof runVersionsSchema>;

export const replaySchema = z.object({
  sameData: z.boolean(),
  sameWeights: z.boolean(),
  /** Which programs or machines differ, such as “node 22.1.0 → 22.3.0”. */
  differences: z.array(z.string()),
  /** The finding in a sentence. */
  message: z.string(),
});

export const runPointSchema = z.object({ step: z.int(), values: z.record(z.string(), z.number()) });
export type RunPoint = z.output<typeof runPointSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  kind: z.enum(trainingKinds),
  model: z.string(),
  title: z.string().nullable(),
  state: z.enum(runStates),
  phase: z.enum(runPhases).nullable(),
  /** From 0 to 1. */
  progress: z.number(),
  step: z.int(),
  steps: z.int().nullable(),
  secondsLeft: z.number().nullable(),
  /** 1 for the next one to start; null for a run that does not wait. */
  position: z.int().nullable(),
  /** What it was told and has not done yet. */
  order: z.enum(['pause', 'cancel']).nullable(),
  seed: z.int(),
  parent: z.string().nullable(),
  /** The version of the model that it made, such as writer@v4; null before, and for a replay. */
  version: z.string().nullable(),
  comparison: comparisonSchema.nullable(),
  error: z.looseObject({ code: z.string(), message: z.string() }).nullable(),
  owner: z.object({ id: z.string(), name: z.string() }),
  /** Whether the model is everybody's. */
  shared: z.boolean(),
  replayOf: z.string().nullable(),
  revision: z.int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type RunSummary = z.output<typeof runSummarySchema>;

export const runSchema = runSummarySchema.extend({
  config: z.record(z.string(), z.unknown()),
  clonedFrom: z.string().nullable(),
  dataSha256: z.string().nullable(),
  counts: z.record(z.string(), z.number()).nullable(),
  estimate: z.object({ seconds: z.number(), bytes: z.number() }).nullable(),
  log: z.array(z.object({ at: z.string(), line: z.string() })),
  samples: z.array(z.object({ step: z.int(), text: z.string() })),
  versions: runVersionsSchema.nullable(),
  cpuSeconds: z.number(),
  sha256: z.string().nullable(),
  metrics: z.record(z.string(), intervalSchema).nullable(),
  replay: replaySchema.nullable(),
  /** The model's files, once there are some. */
  artifacts: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  attempt: z.int(),
  points: z.array(runPointSchema),
});
export type RunView = z.output<typeof runSchema>;

export const runPageSchema = z.object({ runs: z.array(runSummarySchema), next: z.string().nullable() });

export const kindViewSchema = z.object({
  name: z.enum(trainingKinds),
  summary: z.string(),
  data: z.enum(['text', 'rows']),
  /** JSON Schema of the config: each property with its description and default. */
  config: z.record(z.string(), z.unknown()),
  /** Whether a run can begin from another model. */
  parents: z.boolean(),
});
export type KindView = z.output<typeof kindViewSchema>;

export const estimateRunInput = startRunInput.omit({ title: true });

export const estimatedRunSchema = z.object({
  dataSha256: z.string(),
  counts: z.record(z.string(), z.number()),
  estimate: z.object({ seconds: z.number(), bytes: z.number() }),
  /** Runs that would go first. */
  waiting: z.int(),
});
export type EstimatedRun = z.output<typeof estimatedRunSchema>;

export const promoteModelInput = z.object({
  name: modelVersionSchema,
  text: z
    .string()
    .min(1)
    .max(longestText, `Use at most ${longestText / 1e6} million characters`)
    .optional()
    .describe('Instead of rows that a training held out: a text that none of the models has learned from, to compare them on'),
});
export type PromoteModelInput = z.output<typeof promoteModelInput>;
export const promotedModelSchema = z.object({ name: z.string(), version: z.string(), comparison: comparisonSchema });

export const evaluateModelInput = z.object({ name: modelNameSchema.describe('name, for the version that serves, or name@version') });
export const evaluatedModelSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** The run whose held-out rows it was measured on. */
  runId: z.string(),
  rows: z.int(),
  score: z.object({ name: z.string(), higherIsBetter: z.boolean(), value: z.number() }),
  metrics: z.record(z.string(), intervalSchema),
  /** Beside the simplest thing that could answer; null where the kind has none. */
  baseline: comparisonSchema.nullable(),
});
export type EvaluatedModel = z.output<typeof evaluatedModelSchema>;
