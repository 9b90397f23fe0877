import { boolean, doublePrecision, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { exampleStates, trainingVoices } from '@/lib/vocabulary/auto-training';
import { bytes, createdAt, id, moment, updatedAt } from './columns';
import { genre, storyStyle } from './stories';
import { ownerId } from './users';

export const trainingVoice = pgEnum('training_voice', trainingVoices);
export const exampleState = pgEnum('example_state', exampleStates);

/** Collections of examples: what was asked for, and what was decided before the first was told. */
export const autoTrainingBatches = pgTable(
  'auto_training_batches',
  {
    id: id(),
    ownerId: ownerId(),
    /** Number, genres, seed, voices with their models, candidates: the same plan makes the same examples. */
    plan: jsonb('plan').$type<unknown>().notNull(),
    jobId: text('job_id'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
    /** Seconds of work, over all attempts. */
    seconds: doublePrecision('seconds').notNull().default(0),
    /** What is being told at this moment, as far as it has come. */
    live: jsonb('live').$type<unknown>(),
    /** Why it ended before all were told. */
    endedEarly: text('ended_early'),
  },
  (table) => [index('auto_training_batches_owner').on(table.ownerId, table.createdAt)],
);

/** What a person's own model may learn from, and what was kept out of it with the reason. */
export const trainingExamples = pgTable(
  'training_examples',
  {
    id: id(),
    ownerId: ownerId(),
    /** Null for a person's own writing. */
    batchId: text('batch_id').references(() => autoTrainingBatches.id, { onDelete: 'cascade' }),
    position: integer('position'),
    voice: trainingVoice('voice').notNull(),
    modelName: text('model_name'),
    modelVersion: text('model_version'),
    genre: genre('genre'),
    style: storyStyle('style'),
    prompt: text('prompt').notNull(),
    text: text('text').notNull(),
    /** The plan with what each step had to keep, and the sentences with their authors; null where none was planned. */
    plan: jsonb('plan').$type<unknown>(),
    sentences: jsonb('sentences').$type<unknown>(),
    /** How it was decoded. */
    settings: jsonb('settings').$type<unknown>().notNull(),
    score: doublePrecision('score'),
    /** What takes points from the ten. */
    parts: jsonb('parts').$type<unknown>(),
    estimator: text('estimator'),
    state: exampleState('state').notNull(),
    /** Why it was kept out. */
    reason: text('reason'),
    /** How often it counts. */
    weight: integer('weight').notNull().default(1),
    edited: boolean('edited').notNull().default(false),
    /** Of its runs of words and of its meaning, for finding near-duplicates. */
    signature: bytes('signature'),
    vector: bytes('vector'),
    milliseconds: integer('milliseconds').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('training_examples_owner').on(table.ownerId, table.state, table.createdAt),
    uniqueIndex('training_examples_place').on(table.batchId, table.position),
  ],
);

/** Favourite sets of genres. */
export const genrePresets = pgTable(
  'genre_presets',
  {
    id: id(),
    ownerId: ownerId(),
    name: text('name').notNull(),
    /** None for a surprise. */
    genres: jsonb('genres').$type<string[]>().notNull(),
    numExamples: integer('num_examples').notNull(),
    storeInMemory: boolean('store_in_memory').notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('genre_presets_name').on(table.ownerId, table.name)],
);

/** A person's daily collection. */
export const autoTrainingSchedules = pgTable(
  'auto_training_schedules',
  {
    id: id(),
    ownerId: ownerId(),
    hour: integer('hour').notNull(),
    minute: integer('minute').notNull(),
    timezone: text('timezone').notNull(),
    /** After so many minutes it stops for the day. */
    budgetMinutes: integer('budget_minutes').notNull(),
    genres: jsonb('genres').$type<string[]>().notNull(),
    numExamples: integer('num_examples').notNull(),
    storeInMemory: boolean('store_in_memory').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('auto_training_schedules_owner').on(table.ownerId)],
);

/** Prompts that people add to the eighty of this installation. */
export const storyPrompts = pgTable(
  'story_prompts',
  {
    id: id(),
    ownerId: ownerId(),
    genre: genre('genre').notNull(),
    prompt: text('prompt').notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('story_prompts_once').on(table.ownerId, table.genre, table.prompt)],
);

/** Styles that people make: one of the installation's, with sentences of their own put to it. */
export const storyStyleSets = pgTable(
  'story_style_sets',
  {
    id: id(),
    ownerId: ownerId(),
    name: text('name').notNull(),
    base: storyStyle('base').notNull(),
    /** Sentences as they stand: one of each list is told, chosen by the story's seed. */
    openings: jsonb('openings').$type<string[]>().notNull(),
    asides: jsonb('asides').$type<string[]>().notNull(),
    closings: jsonb('closings').$type<string[]>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('story_style_sets_name').on(table.ownerId, table.name)],
);

/** Trainings of people's own story models. */
export const fineTunes = pgTable(
  'fine_tunes',
  {
    id: id(),
    ownerId: ownerId(),
    /** The run of the engine that trains. */
    runId: text('run_id'),
    /** The job that follows the run and then has both models tell the same stories. */
    jobId: text('job_id'),
    /** `all`, or `own` for the person's own writing alone. */
    source: text('source').notNull(),
    /** Examples by weight that were there when it began. */
    examples: integer('examples').notNull(),
    /** The version that came of it. */
    modelVersion: text('model_version'),
    /** Before and after, once it is measured. */
    outcome: jsonb('outcome').$type<unknown>(),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (table) => [index('fine_tunes_owner').on(table.ownerId, table.createdAt)],
);

/** Pairs of stories by two models, judged without knowing whose is whose. */
export const blindComparisons = pgTable(
  'blind_comparisons',
  {
    id: id(),
    ownerId: ownerId(),
    fineTuneId: text('fine_tune_id').references(() => fineTunes.id, { onDelete: 'cascade' }),
    /** Each with its prompt, both texts, which of them is the candidate's, and the choice. */
    pairs: jsonb('pairs').$type<unknown>().notNull(),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (table) => [index('blind_comparisons_owner').on(table.ownerId, table.createdAt)],
);
