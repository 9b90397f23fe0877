import { z } from 'zod';
import { levels } from '@/lib/vocabulary/levels';
import { codeLanguages } from '@/lib/vocabulary/runners';

export const stageNames = ['retrieve', 'plan', 'write', 'run', 'store'] as const;
export type StageName = (typeof stageNames)[number];

export const stageSchema = z.object({
  name: z.enum(stageNames),
  milliseconds: z.number(),
  /** What came of it, in a short sentence. */
  detail: z.string(),
});
export type Stage = z.output<typeof stageSchema>;

/** Seen from a control character's point of view nothing is a topic; everything printable may be one. */
const topicSchema = z
  .string('Write what you want to learn')
  .trim()
  .min(1, 'Write what you want to learn')
  .max(200, 'Use at most 200 characters for the topic')
  .refine((topic) => !/\p{Cc}/u.test(topic), 'Leave out line breaks and control characters');

export const createTutorialInput = z.object({
  topic: topicSchema.describe('What to learn, in your own words'),
  level: z.enum(levels).default('beginner').describe('Where the reader stands'),
  minutes: z.coerce
    .number('Give the minutes as a number')
    .int('Give whole minutes')
    .min(5, 'Take at least 5 minutes')
    .max(240, 'Take at most 240 minutes')
    .default(30)
    .describe('Time for the whole tutorial'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).optional().describe('The same seed gives the same tutorial'),
});
export type CreateTutorialInput = z.output<typeof createTutorialInput>;

export const codeExampleSchema = z.object({
  title: z.string(),
  intro: z.string(),
  language: z.enum(codeLanguages),
  code: z.string(),
  /** What the code printed when it was run for this tutorial; empty for a Git transcript, which holds it. */
  output: z.string(),
  notice: z.string(),
});
export type CodeExample = z.output<typeof codeExampleSchema>;

export const stepPitfallSchema = z.object({
  title: z.string(),
  intro: z.string(),
  language: z.enum(codeLanguages),
  wrong: z.object({ code: z.string(), output: z.string() }),
  right: z.object({ code: z.string(), output: z.string() }),
  why: z.string(),
});
export type StepPitfall = z.output<typeof stepPitfallSchema>;

export const checkpointSchema = z.object({
  prompt: z.string(),
  choices: z.array(z.object({ letter: z.string(), text: z.string() })),
  answer: z.string(),
  also: z.array(z.string()),
  why: z.string(),
});
export type Checkpoint = z.output<typeof checkpointSchema>;

export const stepExerciseSchema = z.object({
  title: z.string(),
  task: z.string(),
  language: z.enum(codeLanguages),
  /** For Git the transcript that makes the repository. */
  starter: z.string(),
  solution: z.string(),
  /** Fixed code that is run before and after the reader's; for Git, what comes out after the exercise was done. */
  before: z.string(),
  after: z.string(),
});
export type StepExercise = z.output<typeof stepExerciseSchema>;

/** What a step is for: recalling what the topic builds on, the idea itself, or a closer look at it. */
export const stepKinds = ['recap', 'idea', 'depth'] as const;
export type StepKind = (typeof stepKinds)[number];

export const stepSchema = z.object({
  id: z.string(),
  conceptId: z.string(),
  kind: z.enum(stepKinds),
  title: z.string(),
  objective: z.string(),
  minutes: z.number().int(),
  /** Markdown. */
  explanation: z.string(),
  /** The programs that stand inside the explanation, each with what it prints. */
  illustrations: z.array(z.object({ language: z.enum(codeLanguages), code: z.string(), output: z.string() })),
  examples: z.array(codeExampleSchema),
  pitfalls: z.array(stepPitfallSchema),
  checkpoint: checkpointSchema.nullable(),
  exercise: stepExerciseSchema.nullable(),
  sources: z.array(z.object({ title: z.string(), where: z.string() })),
});
export type Step = z.output<typeof stepSchema>;

/** Everything that equal requests make equal. */
export const tutorialContentSchema = z.object({
  summary: z.string(),
  objectives: z.array(z.string()),
  /** Concepts that the tutorial takes for granted. */
  assumes: z.array(z.string()),
  steps: z.array(stepSchema).min(1),
  /** Names and versions of what made it: curriculum, index, runtimes. */
  madeWith: z.record(z.string(), z.string()),
});
export type TutorialContent = z.output<typeof tutorialContentSchema>;

export const tutorialSummarySchema = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  topic: z.string(),
  level: z.enum(levels),
  minutes: z.number().int(),
  category: z.string(),
  createdAt: z.iso.datetime(),
});
export type TutorialSummary = z.output<typeof tutorialSummarySchema>;

export const tutorialSchema = tutorialSummarySchema.extend({
  ...tutorialContentSchema.shape,
  seed: z.number().int(),
  contentHash: z.string(),
  stages: z.array(stageSchema),
});
export type Tutorial = z.output<typeof tutorialSchema>;

export const requestedSchema = z.object({ requestId: z.string(), jobId: z.string() });

export const tutorialRequestSchema = z.object({
  id: z.string(),
  jobId: z.string().nullable(),
  state: z.string(),
  slug: z.string().nullable(),
  error: z.record(z.string(), z.unknown()).nullable(),
});
