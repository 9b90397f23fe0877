import { z } from 'zod';
import { comparisonSchema } from '@/lib/features/models';
import { genres } from '@/lib/vocabulary/genres';
import { modelStages, runStates } from '@/lib/vocabulary/run-states';
import { userIdField } from './schemas';

export const fineTuneInput = z.object({
  user_id: userIdField,
  source: z.enum(['all', 'own']).default('all').describe('own: the person’s own writing alone'),
  seed: z.int().min(0).max(0xffffffff).default(1).describe('The same examples and seed make the same model'),
});
export type FineTuneInput = z.output<typeof fineTuneInput>;

const measuredStories = z.object({
  /** Mean probability that a story is a person's, by the second judge. */
  judge: z.number(),
  /** Distinct-1, -2 and -3 over all stories together. */
  distinct: z.array(z.number()),
  /** Words of the longest run that stands in what was read, too. */
  longest_copied: z.int(),
});
export const storiesOutcomeSchema = z.object({ stories: z.int(), against: z.string(), before: measuredStories, after: measuredStories });
export type StoriesOutcome = z.output<typeof storiesOutcomeSchema>;

export const blindPairSchema = z.object({
  prompt: z.string(),
  genre: z.enum(genres),
  a: z.string(),
  b: z.string(),
  candidateIs: z.enum(['a', 'b']),
  choice: z.enum(['a', 'b', 'same']).nullable(),
});
export type BlindPair = z.output<typeof blindPairSchema>;

export const fineTuneSchema = z.object({
  id: z.string(),
  run_id: z.string().nullable(),
  state: z.enum(runStates),
  phase: z.string().nullable(),
  /** From 0 to 1. */
  progress: z.number(),
  seconds_left: z.number().nullable(),
  source: z.enum(['all', 'own']),
  /** By weight. */
  examples: z.int(),
  /** The model that came of it, name@version. */
  model: z.string().nullable(),
  promoted: z.boolean(),
  /** The verdict in a sentence. */
  verdict: z.string().nullable(),
  comparison: comparisonSchema.nullable(),
  /** What stands beside the verdict, once both have told their stories. */
  stories: storiesOutcomeSchema.nullable(),
  comparison_id: z.string().nullable(),
  /** How the person judged the pairs, once all are judged. */
  judged: z.object({ candidate: z.int(), other: z.int(), same: z.int() }).nullable(),
  /** Whether both models are telling their stories still; `phase` and `progress` are of that, then. */
  comparing: z.boolean(),
  error: z.string().nullable(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type FineTune = z.output<typeof fineTuneSchema>;

export const ownModelsSchema = z.object({
  name: z.string(),
  models: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      stage: z.enum(modelStages),
      parent: z.string().nullable(),
      created_at: z.iso.datetime(),
      verdict: z.string().nullable(),
    }),
  ),
  fine_tunes: z.array(fineTuneSchema),
});
export type OwnModels = z.output<typeof ownModelsSchema>;

/** A pair as it is shown: nobody says whose is whose before the last is judged. */
export const blindViewSchema = z.object({
  id: z.string(),
  of: z.int(),
  judged: z.int(),
  pair: z.object({ number: z.int(), prompt: z.string(), genre: z.enum(genres), a: z.string(), b: z.string() }).nullable(),
  /** Once all are judged. */
  result: z
    .object({
      candidate: z.int(),
      other: z.int(),
      same: z.int(),
      /** Share of the candidate among the decided, with a 95 % interval (Wilson). */
      share: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
      choices: z.array(z.object({ prompt: z.string(), chosen: z.enum(['candidate', 'other', 'same']) })),
    })
    .nullable(),
});
export type BlindView = z.output<typeof blindViewSchema>;
export const blindAnswerInput = z.object({
  user_id: userIdField,
  id: z.string().min(1).max(100),
  number: z.int().min(1).max(100),
  choice: z.enum(['a', 'b', 'same']),
});
