import { z } from 'zod';
import { conceptIdSchema, type Exercise } from '@/lib/features/curriculum';
import { knowledgeSources } from '@/lib/vocabulary/knowledge-sources';
import { levels } from '@/lib/vocabulary/levels';
import { cardKinds, cardStates, reviewRatings } from '@/lib/vocabulary/reviews';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { tracks } from '@/lib/vocabulary/tracks';

const slug = z.string().min(1).max(300);
const stepId = z.string().min(1).max(200);

export const tutorialInput = z.object({ slug });

export const saveProgressInput = z.object({
  slug,
  stepId: stepId.describe('The step that is being read'),
  position: z.coerce.number().min(0).max(1).default(0).describe('How much of it lies above the window, from 0 to 1'),
  read: z.array(stepId).max(200).default([]).describe('Steps that were read to their end'),
});
export type SaveProgressInput = z.input<typeof saveProgressInput>;

export const progressSchema = z.object({
  /** Where the reader stopped; null before the first step was opened. */
  stepId: z.string().nullable(),
  position: z.number(),
  read: z.array(z.string()),
  finishedAt: z.iso.datetime().nullable(),
});
export type Progress = z.output<typeof progressSchema>;

export const answerInput = z.object({
  conceptId: conceptIdSchema,
  questionId: z.string().min(1).max(40).describe('The id that stands with the question'),
  answer: z.string().trim().min(1, 'Give an answer').max(500, 'Use at most 500 characters'),
  slug: slug.optional().describe('The tutorial that asked, where it was one'),
});
export type AnswerInput = z.input<typeof answerInput>;

export const answeredSchema = z.object({
  questionId: z.string(),
  isRight: z.boolean(),
  /** The right choice's letter, or the short answer. */
  answer: z.string(),
  why: z.string(),
});
export type Answered = z.output<typeof answeredSchema>;

export const attemptInput = z.object({
  conceptId: conceptIdSchema,
  code: z.string().min(1, 'Write some code first').max(50_000, 'Use at most 50,000 characters'),
});
export type AttemptInput = z.input<typeof attemptInput>;

/** One test of an exercise as the learner may see it: of a hidden one only whether it passed. */
export const attemptCaseSchema = z.object({
  passed: z.boolean(),
  hidden: z.boolean(),
  test: z.string(),
  expected: z.string(),
  got: z.string(),
});
export type AttemptCase = z.output<typeof attemptCaseSchema>;

export const attemptSchema = z.object({
  id: z.string(),
  conceptId: z.string(),
  passed: z.boolean(),
  casesPassed: z.number().int(),
  casesTotal: z.number().int(),
  cases: z.array(attemptCaseSchema),
  at: z.iso.datetime(),
});
export type Attempt = z.output<typeof attemptSchema>;

export const gradedAttemptSchema = attemptSchema.extend({
  /** What the code wrote to standard error when a test failed. */
  stderr: z.string(),
  /** How often this exercise was handed in, this time included. */
  attempts: z.number().int(),
});
export type GradedAttempt = z.output<typeof gradedAttemptSchema>;

export const solutionSchema = z.object({
  conceptId: z.string(),
  solution: z.string(),
  attemptsBefore: z.number().int().describe('How often you had handed it in when you first looked'),
});
export type Solution = z.output<typeof solutionSchema>;

/** An exercise as its reader gets it: shown tests only, and no solution. */
export interface ReaderExercise {
  readonly conceptId: string;
  readonly title: string;
  /** Markdown. */
  readonly task: string;
  readonly language: RunnerLanguage;
  readonly starter: string;
  readonly setup: string | null;
  readonly harness: string;
  readonly tests: Exclude<Exercise['tests'], { kind: 'checks' }>;
  readonly hiddenTests: number;
  readonly attempts: number;
  readonly passed: boolean;
  /** What was handed in last. */
  readonly lastCode: string | null;
  readonly lookedAtSolution: boolean;
}

/** What a step needs beyond its text so that what is done in it can be kept. */
export interface StepLearning {
  readonly questionId?: string;
  /** How its question was answered last. */
  readonly earlier?: 'right' | 'wrong';
  readonly exercise?: ReaderExercise;
  /** The concept it is about, where that can be marked as known. */
  readonly concept?: { readonly title: string; readonly known: boolean };
}

export const reviewCardSchema = z.object({
  id: z.string(),
  kind: z.enum(cardKinds),
  conceptId: z.string(),
  title: z.string(),
  /** Markdown. */
  prompt: z.string(),
  choices: z.array(z.object({ letter: z.string(), text: z.string() })),
  answer: z.string(),
  why: z.string(),
  state: z.enum(cardStates),
  due: z.iso.datetime(),
  /** Seconds until it would be asked again, by how well it was remembered. */
  intervals: z.record(z.enum(reviewRatings), z.number()),
});
export type ReviewCard = z.output<typeof reviewCardSchema>;

export const reviewQueueSchema = z.object({
  cards: z.array(reviewCardSchema),
  due: z.number().int(),
  total: z.number().int(),
  /** When the next one that is not due yet will be; null where there is none. */
  nextDue: z.iso.datetime().nullable(),
});
export type ReviewQueue = z.output<typeof reviewQueueSchema>;

export const rateInput = z.object({ id: z.string().min(1).max(100), rating: z.enum(reviewRatings) });
export type RateInput = z.input<typeof rateInput>;

export const ratedSchema = z.object({
  id: z.string(),
  due: z.iso.datetime(),
  /** Whether it is asked once more in this sitting. */
  onceMore: z.boolean(),
  /** Seconds until it would be asked again after that, by how well it was remembered. */
  intervals: z.record(z.enum(reviewRatings), z.number()),
  dueLeft: z.number().int(),
});
export type Rated = z.output<typeof ratedSchema>;

/** How a person stands to a concept; `ready`: everything it builds on is known. */
export const conceptStatuses = ['known', 'learning', 'ready', 'new'] as const;
export type ConceptStatus = (typeof conceptStatuses)[number];

export const conceptProgressSchema = z.object({
  id: z.string(),
  title: z.string(),
  level: z.enum(levels),
  track: z.enum(tracks),
  status: z.enum(conceptStatuses),
  source: z.enum(knowledgeSources).nullable(),
});
export type ConceptProgress = z.output<typeof conceptProgressSchema>;

export const tutorialUnderWaySchema = z.object({
  slug: z.string(),
  title: z.string(),
  steps: z.number().int(),
  read: z.number().int(),
  /** The step to go on with: its place from 0, and its title. */
  at: z.object({ index: z.number().int(), title: z.string() }),
  updatedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type TutorialUnderWay = z.output<typeof tutorialUnderWaySchema>;

export const exerciseProgressSchema = z.object({
  conceptId: z.string(),
  title: z.string(),
  attempts: z.number().int(),
  passed: z.boolean(),
  /** Of the best attempt. */
  casesPassed: z.number().int(),
  casesTotal: z.number().int(),
  lookedAtSolution: z.boolean(),
  lastAt: z.iso.datetime(),
});
export type ExerciseProgress = z.output<typeof exerciseProgressSchema>;

export const activityDaySchema = z.object({
  /** A calendar day in UTC, `2026-11-21`. */
  day: z.iso.date(),
  steps: z.number().int(),
  answers: z.number().int(),
  exercises: z.number().int(),
  reviews: z.number().int(),
});
export type ActivityDay = z.output<typeof activityDaySchema>;

export const overviewSchema = z.object({
  tutorials: z.array(tutorialUnderWaySchema),
  concepts: z.array(conceptProgressSchema),
  exercises: z.array(exerciseProgressSchema),
  reviews: z.object({
    due: z.number().int(),
    total: z.number().int(),
    /** How many fall due on each of the coming days, today's first. */
    coming: z.array(z.object({ day: z.iso.date(), due: z.number().int() })),
  }),
  /** The last four weeks, the oldest day first. */
  activity: z.array(activityDaySchema),
});
export type Overview = z.output<typeof overviewSchema>;
