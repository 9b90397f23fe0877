import { z } from 'zod';
import { hubPrecisions } from '@/lib/vocabulary/hub';
import { modelKinds } from '@/lib/vocabulary/model-kinds';

export const pullInput = z.object({
  id: z
    .string()
    .trim()
    .min(1, 'Name a model')
    .max(1000)
    .describe('A model of the hub, such as HuggingFaceTB/SmolLM2-135M-Instruct, or the path of a folder on the server’s machine'),
  revision: z.string().max(100).default('main').describe('A branch, a tag or a commit of the hub'),
  precision: z.enum(hubPrecisions).optional().describe('Which of its graphs; the best for a processor unless said'),
});
export type PullInput = z.output<typeof pullInput>;

export const pullPlanSchema = z.object({
  from: z.string().describe('A host or a folder'),
  id: z.string(),
  revision: z.string(),
  name: z.string().describe('As the model will be called here'),
  version: z.string(),
  kind: z.enum(modelKinds),
  licence: z.string().nullable().describe('As the source states it; null where it states none'),
  precision: z.enum(hubPrecisions),
  precisions: z.array(z.enum(hubPrecisions)),
  bytes: z.int(),
  files: z.array(z.object({ name: z.string(), bytes: z.int() })),
  memoryBytes: z.int().describe('That serving it will take, estimated from its graphs'),
  memoryLimitBytes: z.int().describe('That all models together may take on this machine'),
  installed: z.boolean(),
});
export type PullPlanView = z.output<typeof pullPlanSchema>;

export const catalogueEntrySchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(modelKinds),
  use: z.string().describe('What it is good for here'),
  licence: z.string(),
  parameters: z.string(),
  bytes: z.int().describe('Of the graphs at the precision taken unless said, about'),
  memoryBytes: z.int(),
  /** Licence and sizes as its authors state them: nothing of it was measured here. */
  stated: z.literal(true),
  installed: z.string().nullable().describe('Name and version where it was pulled'),
});
export type CatalogueEntry = z.output<typeof catalogueEntrySchema>;

export const catalogueSchema = z.object({
  on: z.boolean().describe('Whether an admin has switched pulling on'),
  from: z.string().describe('The host that is asked'),
  models: z.array(catalogueEntrySchema),
});

export const pulledSchema = z.object({ model: z.string(), version: z.string() });
