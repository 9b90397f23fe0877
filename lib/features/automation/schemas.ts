import { z } from 'zod';
import { writeStoryInput } from '@/lib/features/stories';
import { exampleStates, fewestExamples, mostExamples, tellingVoices, trainingVoices } from '@/lib/vocabulary/auto-training';
import { genres } from '@/lib/vocabulary/genres';
import { jobStates } from '@/lib/vocabulary/job-states';
import { storyStyles } from '@/lib/vocabulary/stories';

/** Named as older clients name it. One of an account, or any short word: that makes a profile without a login. */
export const userIdField = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'Use at most 64 letters, digits, dots, dashes and underscores')
  .optional()
  .describe('Whose model it is; your own unless said');

export const whoseInput = z.object({ user_id: userIdField });
export type WhoseInput = z.output<typeof whoseInput>;

const genreField = z.enum(genres, { error: `There is no such genre. There are: ${genres.join(', ')}` });
const genreList = z
  .array(genreField)
  .max(100)
  .transform((list) => [...new Set(list)]);

const numExamples = z
  .number(`Give a whole number from ${fewestExamples} to ${mostExamples}`)
  .int(`Give a whole number from ${fewestExamples} to ${mostExamples}`)
  .min(fewestExamples, `Give a whole number from ${fewestExamples} to ${mostExamples}`)
  .max(mostExamples, `Give a whole number from ${fewestExamples} to ${mostExamples}`);

/** Of all texts, what each voice tells at least, whatever its points; what is left goes to the best of all. */
const voiceSharesField = z
  .partialRecord(z.enum(tellingVoices), z.number().min(0, 'From 0 to 1').max(1, 'From 0 to 1'))
  .refine((shares) => Object.values(shares).reduce((sum, share) => sum + share, 0) <= 1 + 1e-9, 'Together they may be 1 at most');

export const autoTrainInput = z.object({
  user_id: userIdField,
  num_examples: numExamples.describe('How many texts are told'),
  genres: genreList.optional().describe('Left out or empty: all in turn, in an order drawn by the seed'),
  store_in_memory: z.boolean().default(false).describe('Remember what is collected: people and places may come back in later stories'),
  seed: z.int().min(0).max(0xffffffff).optional().describe('The same seed makes the same examples'),
  candidates: z.int().min(1).max(8).default(2).describe('Tellings of each text, of which the best is kept'),
  voices: z.array(z.enum(tellingVoices)).min(1).optional().describe('Only these; all there are unless said'),
  voice_shares: voiceSharesField
    .optional()
    .describe('What each voice tells at least, from 0 to 1; 0.6 divided evenly unless said. The rest goes to the best'),
  budget_minutes: z.number().positive().max(600).optional().describe('Stops after so many minutes'),
});
export type AutoTrainInput = z.output<typeof autoTrainInput>;

export const voiceFiguresSchema = z.object({
  voice: z.enum(trainingVoices),
  /** Texts that were told, whatever became of them. */
  told: z.int(),
  /** Usable and new. */
  successful: z.int(),
  /** Of them those with 7 points or more. */
  collected: z.int(),
  success_rate: z.number().nullable(),
  high_quality_rate: z.number().nullable(),
  average_quality: z.number().nullable(),
  /** Of all that was collected. */
  share: z.number().nullable(),
});
export type VoiceFigures = z.output<typeof voiceFiguresSchema>;

export const autoTrainResultSchema = z.object({
  total_requested: z.int(),
  /** Usable, new texts. */
  successful: z.int(),
  /** No text, or only near-duplicates. */
  failed: z.int(),
  /** Of the successful. */
  genre_distribution: z.record(z.string(), z.int()),
  /** Over all successful; 0 for none. */
  average_quality: z.number(),
  /** Seconds. */
  total_time: z.number(),
  training_stats: z.object({ training_examples: z.int(), examples_until_next_training: z.int() }),
  ready_for_finetuning: z.boolean(),
  collected: z.int(),
  below_threshold: z.int(),
  average_quality_collected: z.number().nullable(),
  success_rate: z.number().nullable(),
  high_quality_rate: z.number().nullable(),
  seed: z.int(),
  voices: z.array(voiceFiguresSchema),
  /** Why texts were kept out, and how often. */
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  /** Scores of the successful: how many from n to below n + 1. */
  histogram: z.array(z.int()).length(10),
  batch_id: z.string(),
  /** Why it ended before all were told. */
  ended_early: z.string().nullable(),
  fine_tune: z.object({ id: z.string(), job_id: z.string().nullable() }).nullable(),
});
export type AutoTrainResult = z.output<typeof autoTrainResultSchema>;

export const startedSchema = z.object({ jobId: z.string(), batch_id: z.string(), user_id: z.string(), seed: z.int() });

/** What is being told at this moment. */
export const liveSchema = z.object({
  position: z.int(),
  genre: z.enum(genres),
  voice: z.enum(trainingVoices),
  prompt: z.string(),
  text: z.string(),
});
export type Live = z.output<typeof liveSchema>;

export const batchSchema = z.object({
  id: z.string(),
  job_id: z.string().nullable(),
  state: z.enum(jobStates),
  genres: z.array(z.enum(genres)),
  store_in_memory: z.boolean(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  /** Texts that were told so far. */
  done: z.int(),
  seconds_left: z.number().nullable(),
  live: liveSchema.nullable(),
  result: autoTrainResultSchema,
});
export type Batch = z.output<typeof batchSchema>;

export const partSchema = z.object({ fault: z.string(), label: z.string(), points: z.number() });

export const exampleSchema = z.object({
  id: z.string(),
  batch_id: z.string().nullable(),
  voice: z.enum(trainingVoices),
  model: z.object({ name: z.string(), version: z.string() }).nullable(),
  genre: z.enum(genres).nullable(),
  style: z.enum(storyStyles).nullable(),
  prompt: z.string(),
  text: z.string(),
  score: z.number().nullable(),
  parts: z.array(partSchema),
  scored_by: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  state: z.enum(exampleStates),
  reason: z.string().nullable(),
  weight: z.int(),
  edited: z.boolean(),
  in_memory: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Example = z.output<typeof exampleSchema>;

export const listExamplesInput = z.object({
  user_id: userIdField,
  state: z.enum(exampleStates).optional().describe('Those in one state'),
  voice: z.enum(trainingVoices).optional().describe('Those of one voice'),
  batch_id: z.string().max(100).optional().describe('Those of one collection'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  before: z.iso.datetime().optional().describe('Those made before this time'),
});
export type ListExamplesInput = z.output<typeof listExamplesInput>;

const idField = z.string().min(1).max(100);
export const byIdInput = z.object({ user_id: userIdField, id: idField });
export type ByIdInput = z.output<typeof byIdInput>;

export const longestExample = 20_000;
const exampleText = z
  .string()
  .trim()
  .min(1, 'Write something')
  .max(longestExample, `Use at most ${longestExample.toLocaleString('en')} characters`);

export const editExampleInput = byIdInput.extend({ text: exampleText });
export type EditExampleInput = z.output<typeof editExampleInput>;

export const longestOwnWriting = 400_000;
export const ownWritingInput = z.object({
  user_id: userIdField,
  text: z
    .string()
    .trim()
    .min(1, 'Paste or upload something that you wrote')
    .max(longestOwnWriting, `Use at most ${longestOwnWriting.toLocaleString('en')} characters`)
    .describe('What you wrote; it is cut into passages of about 180 words'),
  genre: genreField.optional().describe('Where it has one'),
  title: z.string().trim().max(200).optional(),
});
export type OwnWritingInput = z.output<typeof ownWritingInput>;

export const ownWritingSchema = z.object({
  passages: z.int(),
  duplicates: z.int(),
  too_short: z.int(),
  training_stats: autoTrainResultSchema.shape.training_stats,
});

export const keepToldInput = writeStoryInput
  .pick({ prompt: true, genre: true, style: true, mode: true, model: true })
  .extend({ user_id: userIdField, seed: z.int().min(0).max(0xffffffff).describe('The seed that the story has told') });
export type KeepToldInput = z.output<typeof keepToldInput>;

export const presetInput = z.object({
  user_id: userIdField,
  name: z.string().trim().min(1, 'Give it a name').max(80),
  genres: genreList.default([]),
  num_examples: numExamples.default(50),
  store_in_memory: z.boolean().default(false),
});
export type PresetInput = z.output<typeof presetInput>;

export const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  genres: z.array(z.enum(genres)),
  num_examples: z.int(),
  store_in_memory: z.boolean(),
});
export type Preset = z.output<typeof presetSchema>;

export const scheduleInput = z.object({
  user_id: userIdField,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time such as 02:30')
    .describe('When, every day'),
  timezone: z.string().min(1).max(64).default('UTC').describe('An IANA name, such as Europe/Vienna'),
  budget_minutes: z.int().min(1, 'At least a minute').max(600, 'At most 600 minutes').default(10),
  genres: genreList.default([]),
  num_examples: numExamples.default(50),
  store_in_memory: z.boolean().default(false),
});
export type ScheduleInput = z.output<typeof scheduleInput>;

export const scheduleSchema = scheduleInput.omit({ user_id: true, genres: true }).extend({
  genres: z.array(z.enum(genres)),
  next: z.array(z.iso.datetime()),
});
export type Schedule = z.output<typeof scheduleSchema>;

export const statsSchema = z.object({
  user_id: z.string(),
  /** Collected and not discarded. */
  training_examples: z.int(),
  /** Own passages count double. */
  weighted_examples: z.int(),
  own_passages: z.int(),
  /** Since the last fine-tune, weighted. */
  since_last_finetune: z.int(),
  threshold: z.int(),
  examples_until_next_training: z.int(),
  ready_for_finetuning: z.boolean(),
  auto_finetune: z.boolean(),
  average_quality: z.number().nullable(),
  voices: z.array(voiceFiguresSchema),
  genre_distribution: z.record(z.string(), z.int()),
  in_memory: z.int(),
  /** By what was told before; a first guess where nothing was. */
  seconds_per_example: z.number(),
  /** Who would tell now, and with which model. */
  voices_there: z.array(z.object({ voice: z.enum(tellingVoices), model: z.object({ name: z.string(), version: z.string() }).nullable() })),
  running: z.object({ batch_id: z.string(), job_id: z.string().nullable() }).nullable(),
});
export type TrainingStats = z.output<typeof statsSchema>;

/** A line that people put into stories: what it says stands there as it is, and means nothing else. */
const ownLine = z
  .string()
  .trim()
  .max(200, 'Use at most 200 characters')
  .refine((line) => !/[\p{Cc}<>|{}]/u.test(line), 'Leave out line breaks and the signs < > | { }');

export const promptInput = z.object({
  user_id: userIdField,
  genre: genreField,
  prompt: ownLine.min(3, 'Write what a story could be about'),
});
export const promptSchema = z.object({ id: z.string(), genre: z.enum(genres), prompt: z.string() });

const ownSentences = z
  .array(ownLine.regex(/\p{L}[^]*[.!?…]["'”’)]*$/u, 'Write whole sentences, each with its end'))
  .max(10, 'Ten sentences at most')
  .default([]);

export const styleInput = z
  .object({
    user_id: userIdField,
    name: ownLine.min(1, 'Give it a name').max(40, 'Use at most 40 characters'),
    base: z.enum(storyStyles).default('plain').describe('The style that it changes'),
    openings: ownSentences.describe('One of them begins the story'),
    asides: ownSentences.describe('One of them is put in where the story turns'),
    closings: ownSentences.describe('One of them ends the story'),
  })
  .refine(({ openings, asides, closings }) => openings.length + asides.length + closings.length > 0, {
    path: ['openings'],
    message: 'Write at least one sentence: for the beginning, the turn or the end',
  });
export type StyleInput = z.output<typeof styleInput>;

export const ownStyleSchema = z.object({
  id: z.string(),
  name: z.string(),
  base: z.enum(storyStyles),
  openings: z.array(z.string()),
  asides: z.array(z.string()),
  closings: z.array(z.string()),
});
export type OwnStyle = z.output<typeof ownStyleSchema>;
