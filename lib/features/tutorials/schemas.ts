import { z } from 'zod';
import { jobStates } from '@/lib/vocabulary/job-states';
import { levels } from '@/lib/vocabulary/levels';
import { codeLanguages, runStatuses } from '@/lib/vocabulary/runners';
import { templateIds } from '@/lib/vocabulary/tutorial-templates';

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

const minutesSchema = z.coerce
  .number('Give the minutes as a number')
  .int('Give whole minutes')
  .min(5, 'Take at least 5 minutes')
  .max(240, 'Take at most 240 minutes');
const seedSchema = z.coerce.number().int().min(0).max(0xffffffff);

/** What somebody wants to learn. */
export const wishSchema = z.object({
  topic: topicSchema.describe('What to learn, in your own words'),
  level: z.enum(levels).default('beginner').describe('Where the reader stands'),
  minutes: minutesSchema.default(30).describe('Time for the whole tutorial'),
  template: z.enum(templateIds).optional().describe('How it is told; chosen for the topic unless said'),
  documents: z.boolean().default(true).describe('Whether your own documents are material too'),
  seed: seedSchema.optional().describe('The same seed gives the same tutorial'),
});
export type Wish = z.output<typeof wishSchema>;

const rowId = z.string().min(1).max(100);

/** A step as it is planned: of a concept of the curriculum, or of a passage of one's own document. */
export const outlineStepSchema = z.object({
  conceptId: rowId.nullable(),
  passageId: rowId.nullable().default(null),
  /** Which of the template's shapes the step has. */
  shape: z.string().min(1).max(40),
  title: z
    .string()
    .trim()
    .min(1, 'Give the step a title')
    .max(140, 'Use at most 140 characters for a title')
    .refine((title) => !/\p{Cc}/u.test(title), 'Leave out line breaks and control characters'),
  minutes: z.number().int().min(0).max(600).default(0),
  /** Says what is to come and teaches nothing yet, so that it takes nothing for granted. */
  opening: z.boolean().default(false),
});
export type OutlineStep = z.output<typeof outlineStepSchema>;

export const mostSteps = 40;

/** What is accepted back: the wish, and the steps in the order in which they are to be read. */
export const acceptedOutlineSchema = z.object({
  topic: topicSchema,
  level: z.enum(levels),
  minutes: minutesSchema,
  template: z.enum(templateIds),
  seed: seedSchema,
  steps: z
    .array(outlineStepSchema)
    .min(1, 'Leave at least one step')
    .max(mostSteps, `Take at most ${mostSteps} steps`)
    .refine((steps) => new Set(steps.map(keyOfStep)).size === steps.length, 'The same step stands twice'),
});
export type AcceptedOutline = z.output<typeof acceptedOutlineSchema>;

/** Tells the steps of an outline apart. */
export function keyOfStep({ conceptId, passageId, shape }: Pick<OutlineStep, 'conceptId' | 'passageId' | 'shape'>): string {
  return `${conceptId ?? ''} ${passageId ?? ''} ${shape}`;
}

/** A plan for a tutorial, to be looked at and changed. Nothing of it is kept. */
export const outlineSchema = acceptedOutlineSchema.extend({
  /** What the topic was taken to be about, the best first. */
  found: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Concepts that the tutorial takes for granted. */
  assumes: z.array(z.string()),
  /** Further steps that would fit, the most useful first. */
  more: z.array(outlineStepSchema),
  /** Of each concept in `steps` and `more`: what it directly builds on, leaving out what the reader knows. */
  concepts: z.record(z.string(), z.object({ title: z.string(), prerequisites: z.array(z.string()) })),
});
export type Outline = z.output<typeof outlineSchema>;

export const createTutorialInput = wishSchema
  .extend({
    topic: topicSchema.optional().describe('What to learn, in your own words'),
    outline: acceptedOutlineSchema.optional().describe('An accepted outline (POST /api/tutorials/outlines) instead of a topic'),
  })
  .superRefine(({ topic, outline }, check) => {
    if (topic === undefined && outline === undefined)
      check.addIssue({ code: 'custom', path: ['topic'], message: 'Write what you want to learn' });
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
  /** How it ended, where that is not as it should be: code of one's own documents is run, not trusted. */
  status: z.enum(runStatuses).optional(),
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

/** What stands in a step, top to bottom, and under which headings. */
export const stepParts = ['explanation', 'examples', 'pitfalls', 'checkpoint', 'exercise'] as const;
export type StepPart = (typeof stepParts)[number];

/** Stands for a concept in steps that are no concept's. */
export const ownDocument = 'own-document';

export const stepSchema = z.object({
  id: z.string(),
  /** `ownDocument` where the step is of one's own document. */
  conceptId: z.string(),
  /** The name of its shape in the template. */
  kind: z.string(),
  layout: z
    .array(z.object({ part: z.enum(stepParts), heading: z.string().nullable() }))
    .default(() => stepParts.map((part) => ({ part, heading: null }))),
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
  template: z.enum(templateIds).default('walkthrough'),
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
  /** Whether everybody who is signed in may read it. */
  shared: z.boolean(),
  /** Whether it is the caller's. */
  own: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type TutorialSummary = z.output<typeof tutorialSummarySchema>;

export const rateInput = z.object({
  slug: z.string().min(1).max(300),
  stars: z.coerce
    .number('Give one to five stars')
    .int('Give whole stars')
    .min(1, 'Give at least one star')
    .max(5, 'Give at most five stars'),
  why: z
    .string()
    .trim()
    .max(500, 'Use at most 500 characters')
    .refine((why) => !/\p{Cc}/u.test(why.replace(/[\n\t]/g, '')), 'Leave out control characters')
    .default('')
    .describe('A word why'),
});

export const ratingsSchema = z.object({
  average: z.number().nullable(),
  count: z.number().int(),
  mine: z.object({ stars: z.number().int(), why: z.string() }).nullable(),
});
export type Ratings = z.output<typeof ratingsSchema>;

export const exportFormats = ['md', 'html', 'ipynb'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const categoryNameSchema = z
  .string('Give the category a name')
  .trim()
  .min(1, 'Give the category a name')
  .max(60, 'Use at most 60 characters')
  .refine((name) => /[\p{L}\p{N}]/u.test(name) && !/\p{Cc}/u.test(name), 'Use letters or digits, and no control characters');

export const categorySchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  tutorials: z.number().int(),
  /** Where new tutorials go: it can be neither renamed nor deleted. */
  fixed: z.boolean(),
});
export type Category = z.output<typeof categorySchema>;

export const mostInBatch = 50;

/** What holds for all tutorials of a batch. */
export const batchWishSchema = wishSchema.omit({ topic: true }).extend({ categoryId: rowId.optional() });

export const batchInput = batchWishSchema.extend({
  topics: z
    .array(topicSchema)
    .min(1, 'Name at least one topic')
    .max(mostInBatch, `Name at most ${mostInBatch} topics`)
    .describe(`Up to ${mostInBatch} topics`),
});
export type BatchInput = z.output<typeof batchInput>;

export const batchItemSchema = z.object({
  topic: z.string(),
  state: z.enum(['waiting', 'made', 'failed']),
  slug: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type BatchItem = z.output<typeof batchItemSchema>;

export const batchSchema = z.object({
  id: z.string(),
  jobId: z.string().nullable(),
  /** Of its job: a batch that was cancelled keeps what was made. */
  state: z.enum(jobStates),
  level: z.enum(levels),
  minutes: z.number().int(),
  template: z.enum(templateIds).nullable(),
  made: z.number().int(),
  failed: z.number().int(),
  waiting: z.number().int(),
  items: z.array(batchItemSchema),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Batch = z.output<typeof batchSchema>;

/** A batch in a list: its topics without what became of each. */
export const batchSummarySchema = batchSchema.omit({ items: true }).extend({ topics: z.array(z.string()) });
export type BatchSummary = z.output<typeof batchSummarySchema>;

export const tutorialSchema = tutorialSummarySchema.extend({
  ...tutorialContentSchema.shape,
  seed: z.number().int(),
  contentHash: z.string(),
  stages: z.array(stageSchema),
  ratings: ratingsSchema,
});
export type Tutorial = z.output<typeof tutorialSchema>;

export const requestedSchema = z.object({ requestId: z.string(), jobId: z.string() });

export const tutorialRequestSchema = z.object({
  id: z.string(),
  topic: z.string(),
  jobId: z.string().nullable(),
  state: z.enum(jobStates),
  slug: z.string().nullable(),
  error: z.record(z.string(), z.unknown()).nullable(),
  /** What the steps will be; empty until they are planned. */
  outline: z.array(outlineStepSchema),
  /** The steps whose code has run, by their place in the outline. */
  ready: z.array(z.object({ index: z.number().int(), step: stepSchema })),
});
export type TutorialRequest = z.output<typeof tutorialRequestSchema>;
