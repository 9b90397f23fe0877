import { z } from 'zod';
import { reservedModelNames } from '@/lib/vocabulary/model-names';
import { fileStates, modelKinds, modelUses } from '@/lib/vocabulary/model-kinds';
import { modelStages, promotionVerdicts } from '@/lib/vocabulary/run-states';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';

export const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** A candidate beside what was in use, on the same held-out rows, paired. */
export const comparisonSchema = z.object({
  verdict: z.enum(promotionVerdicts),
  /** What was compared, row by row. */
  score: z.string(),
  higherIsBetter: z.boolean(),
  /** What the candidate was compared with: name@version, or the name of a simple baseline where nothing was in use. */
  against: z.string().nullable(),
  candidate: z.number(),
  other: z.number().nullable(),
  /** Mean of candidate − other with its 95 % interval; null where there was nothing to compare with. */
  difference: intervalSchema.nullable(),
  /** Held-out rows. */
  rows: z.int(),
  promoted: z.boolean(),
  /** What else people should know, such as a model in use that could not be measured. */
  note: z.string().nullable(),
});
export type ModelComparison = z.output<typeof comparisonSchema>;

/** How a version has answered since it was first asked. */
const liveSchema = z.object({
  answers: z.int(),
  errors: z.int(),
  /** Milliseconds within which half, and 95 of 100, of the answers came; null before the first. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
});

export const modelSchema = z.object({
  name: z.string(),
  version: z.string(),
  kind: z.enum(modelKinds),
  /** Whether it came with Loam; the others were trained here. */
  shipped: z.boolean(),
  /** Where it was pulled from; null for those trained here. */
  pulledFrom: z.object({ from: z.string(), id: z.string(), revision: z.string(), licence: z.string().nullable() }).nullable(),
  createdAt: z.iso.datetime().nullable(),
  bytes: z.int(),
  metrics: z.record(z.string(), z.unknown()),
  /** 0 for the one that came with Loam; then 1, 2, … in the order of training; null for one that was put there from elsewhere. */
  number: z.int().nullable(),
  stage: z.enum(modelStages),
  /** Whether it answers now: the one in use, or the version before where that one’s files are damaged. */
  serving: z.boolean(),
  /** Why a model in use does not answer; null where all is well. */
  fault: z.string().nullable(),
  /** What makes more of them; null where nothing here does. */
  trainingKind: z.enum(trainingKinds).nullable(),
  /** Whether everybody may use it. */
  shared: z.boolean(),
  /** The model that it was trained from, as name@version. */
  parent: z.string().nullable(),
  runId: z.string().nullable(),
  /** Where an imported one came from. */
  origin: z.string().nullable(),
  dataSha256: z.string().nullable(),
  comparison: comparisonSchema.nullable(),
  live: liveSchema,
});
export type ModelView = z.output<typeof modelSchema>;

export const writeTextInput = z.object({
  prompt: z.string().max(20_000).describe('The beginning of the text'),
  model: z.string().min(1).default('writer').describe('A model’s name, name@version, or folder'),
  maxTokens: z.coerce.number().int().min(1).max(10_000).default(200).describe('Tokens to write at most'),
  temperature: z.coerce.number().min(0).max(10).default(0.8).describe('0 always takes the likeliest token'),
  topP: z.coerce.number().gt(0).max(1).default(0.95).describe('Draw among the likeliest tokens with this much probability'),
  repetitionPenalty: z.coerce.number().min(0.1).max(10).default(1).describe('Above 1, what was said becomes less likely'),
  stop: z.string().min(1).optional().describe('End before this text'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).optional().describe('The same seed writes the same text'),
  precision: z.enum(['int8', 'float32']).default('int8').describe('Which of the model’s two graphs writes'),
});
export type WriteTextInput = z.output<typeof writeTextInput>;

export const writtenTextSchema = z.object({
  text: z.string(),
  model: z.string(),
  version: z.string(),
  tokens: z.int(),
  finish: z.enum(['stop', 'length']),
  seed: z.int(),
  tokensPerSecond: z.number(),
  /** Why another version than the one in use wrote. */
  note: z.string().optional(),
});
export type WrittenText = z.output<typeof writtenTextSchema>;

/** The name of a model that is to be. */
export const newModelNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'Use small letters, digits and hyphens')
  .refine((name) => !reservedModelNames.includes(name), {
    error: ({ input }) => `The name ${String(input)} is kept for Loam’s own addresses. Choose another one`,
  });

/** `writer`, or `writer@3` for one of its versions. */
export const modelNameSchema = z.string().regex(/^[\w.-]{1,100}(?:@[\w.-]{1,100})?$/, 'Name a model, such as writer or writer@1');

export const modelDetailSchema = modelSchema.extend({
  /** Its README.md in Markdown, without what stands at its head for programs; null where it has none. */
  card: z.string().nullable(),
  /** Every file of the manifest, compared with its SHA-256 now. */
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string(), state: z.enum(fileStates) })),
  /** What it can be asked for: see models.try and, for `score`, stories.score. */
  uses: z.array(z.enum(modelUses)),
  /** What was in use when, the latest first; a version of null is none. */
  history: z.array(z.object({ version: z.string().nullable(), previous: z.string().nullable(), reason: z.string(), at: z.iso.datetime() })),
});
export type ModelDetail = z.output<typeof modelDetailSchema>;

export const longestTry = 4_000;

export const tryModelInput = z.object({
  name: modelNameSchema,
  prompt: z.string().max(longestTry, `Use at most ${longestTry} characters`).optional().describe('Of a decoder: the beginning of the text'),
  maxTokens: z.coerce.number().int().min(1).max(300).default(120).describe('Of a decoder: tokens to write at most'),
  temperature: z.coerce.number().min(0).max(2).default(0.8).describe('Of a decoder: 0 always takes the likeliest token'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).default(1).describe('Of a decoder: the same seed writes the same text'),
  sentences: z
    .array(z.string().trim().min(1).max(longestTry))
    .min(2, 'Give at least two sentences')
    .max(20, 'Give at most 20 sentences')
    .optional()
    .describe('Of an encoder: what to compare'),
});
export type TryModelInput = z.output<typeof tryModelInput>;

export const triedModelSchema = z.object({
  model: z.string(),
  version: z.string(),
  milliseconds: z.number(),
  /** Why another version than the one in use answered. */
  note: z.string().optional(),
  written: z.object({ text: z.string(), tokens: z.int(), tokensPerSecond: z.number() }).optional(),
  /** Cosine of every sentence with every sentence. */
  similarities: z.array(z.array(z.number())).optional(),
});
export type TriedModel = z.output<typeof triedModelSchema>;

export const measuredModelSchema = z.object({
  model: z.string(),
  version: z.string(),
  /** From nothing to the first answer, in a process of its own that is ended afterwards. */
  loadMilliseconds: z.number(),
  /** What that process holds, the weights and the runtime. */
  bytes: z.int(),
  latencies: z.array(z.object({ task: z.string(), milliseconds: z.number(), runs: z.int() })),
});
export type MeasuredModel = z.output<typeof measuredModelSchema>;

/** One of the versions, never just the name. */
export const modelVersionSchema = z
  .string()
  .regex(/^[\w.-]{1,100}@[\w.-]{1,100}$/, 'Name a version, such as writer@v4')
  .describe('name@version');

export const rolledBackSchema = z.object({
  name: z.string(),
  /** What is in use now; null where nothing is. */
  version: z.string().nullable(),
  previous: z.string(),
});

/** Bytes of an archive in one request; the command line takes larger ones. */
export const largestUpload = 128 * 1024 * 1024;

export const importModelInput = z
  .object({
    archive: z.base64('Give the archive in base64').optional().describe('A model folder as .tar.gz, in base64'),
    file: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]{0,120}\.tar\.gz$/, 'Give the name of a .tar.gz')
      .optional()
      .describe('Instead: the name of a .tar.gz in the data folder’s imports'),
    name: newModelNameSchema.optional().describe('Under which name; its own unless said'),
  })
  .refine(({ archive, file }) => (archive === undefined) !== (file === undefined), { error: 'Give one archive', path: ['archive'] });
export type ImportModelInput = z.output<typeof importModelInput>;
