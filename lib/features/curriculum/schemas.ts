import { z } from 'zod';
import { levels } from '@/lib/vocabulary/levels';
import { codeLanguages, type CodeLanguage } from '@/lib/vocabulary/runners';
import { tracks } from '@/lib/vocabulary/tracks';

export type ConceptLanguage = CodeLanguage;

const markdown = z.string().trim().min(1);
const code = z.string().min(1);

/** Lower-case words joined by hyphens; unique over all tracks, and the name of the concept's file. */
export const conceptIdSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');

export const readingSchema = z.strictObject({ title: z.string().min(1), where: z.string().min(1) });

/** The YAML front matter of a concept's file. */
export const frontMatterSchema = z.strictObject({
  id: conceptIdSchema,
  title: z.string().min(1).max(80),
  level: z.enum(levels),
  track: z.enum(tracks),
  language: z.enum(codeLanguages),
  prerequisites: z.array(conceptIdSchema),
  /** Time for everything in the file, in minutes. */
  minutes: z.int().min(5).max(90),
  objectives: z.array(z.string().min(1)).min(2).max(6),
  /** Words and phrases that learners use for the concept. */
  keywords: z.array(z.string().min(1)).min(4),
  reading: z.array(readingSchema).min(1),
});

/**
 * A block of code with the exact standard output of running it alone (after the setup, where there is one).
 * A Git transcript holds its output between its commands; the output beside it is empty, here and in examples.
 */
export const runnableSchema = z.strictObject({ code, output: z.string() });

export const exampleSchema = z.strictObject({
  title: z.string().min(1),
  intro: markdown,
  code,
  output: z.string(),
  /** What to notice in code and output. */
  notice: markdown,
});

export const pitfallSchema = z.strictObject({
  title: z.string().min(1),
  /** What goes wrong, when there is something to say before the code; may be empty. */
  intro: z.string(),
  /** `error` is a part of what is written to standard error when the block fails on purpose. */
  wrong: z.strictObject({ code, output: z.string().nullable(), error: z.string().nullable() }),
  right: z.strictObject({ code, output: z.string().nullable() }),
  why: markdown,
});

export const choiceSchema = z.strictObject({ letter: z.enum(['A', 'B', 'C', 'D', 'E']), text: z.string().min(1) });

export const questionSchema = z.strictObject({
  prompt: markdown,
  /** Empty for a short answer. */
  choices: z.array(choiceSchema),
  /** The right choice's letter, or the short answer itself. */
  answer: z.string().min(1),
  /** Other spellings of a short answer that are right as well. */
  also: z.array(z.string().min(1)),
  why: markdown,
  /** Code in the prompt whose printed output is the right answer; null where that is not the question. */
  code: z.string().nullable(),
});

/** One call of the learner's function: the arguments go in, the result comes out and is compared outside. */
export const callCaseSchema = z.strictObject({
  call: z.string().regex(/^[A-Za-z_$][\w$]*$/),
  args: z.array(z.json()),
  /** The result as JSON, unless the call should raise. */
  expected: z.json().optional(),
  /** The name of the error type that the call should raise (Python) or throw (JavaScript). */
  raises: z.string().optional(),
  hidden: z.boolean(),
});

/** One run of the learner's code between two fixed pieces of code; its standard output is compared outside. */
export const runCaseSchema = z.strictObject({ before: z.string(), after: z.string(), output: z.string(), hidden: z.boolean() });

/** A Git transcript that comes out so after the exercise was done, however it was done. */
export const checkCaseSchema = z.strictObject({ transcript: code });

const shownFirst = 'show the learner at least the first test';

function startsShown(cases: readonly { hidden: boolean }[]): boolean {
  return cases[0]?.hidden === false;
}

export const exerciseSchema = z.strictObject({
  title: z.string().min(1),
  task: markdown,
  /** What the learner starts from; for Git a transcript that makes the repository. */
  starter: code,
  solution: code,
  /** Fixed code that is run after the learner's, such as a function that drives the learner's class; may be empty. */
  harness: z.string(),
  tests: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('calls'), cases: z.array(callCaseSchema).min(3).refine(startsShown, shownFirst) }),
    z.strictObject({ kind: z.literal('runs'), cases: z.array(runCaseSchema).min(1).refine(startsShown, shownFirst) }),
    z.strictObject({ kind: z.literal('checks'), cases: z.array(checkCaseSchema).min(1) }),
  ]),
});

/** One concept: everything in its file. Prose fields are Markdown. */
export const conceptSchema = frontMatterSchema.extend({
  /** Tables or a repository that every block of the file starts from; null where each block stands alone. */
  setup: z.strictObject({ text: z.string(), code }).nullable(),
  /** The explanation at first depth, and at second. */
  short: markdown,
  depth: markdown,
  /** The runnable blocks inside the two explanations, in order. */
  illustrations: z.array(runnableSchema),
  examples: z.array(exampleSchema).min(2),
  pitfalls: z.array(pitfallSchema).min(1),
  questions: z.array(questionSchema).min(3),
  exercise: exerciseSchema,
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type Runnable = z.infer<typeof runnableSchema>;
export type Example = z.infer<typeof exampleSchema>;
export type Pitfall = z.infer<typeof pitfallSchema>;
export type Choice = z.infer<typeof choiceSchema>;
export type Question = z.infer<typeof questionSchema>;
export type CallCase = z.infer<typeof callCaseSchema>;
export type RunCase = z.infer<typeof runCaseSchema>;
export type CheckCase = z.infer<typeof checkCaseSchema>;
export type Exercise = z.infer<typeof exerciseSchema>;
export type Concept = z.infer<typeof conceptSchema>;

/** The program to run for a block of a concept: its setup, where there is one, then the block. */
export function runnableCode(concept: Pick<Concept, 'setup'>, block: string): string {
  return concept.setup === null ? block : `${concept.setup.code}\n${block}`;
}

/**
 * The fixed code around a learner's in an exercise, to run `before + learner's code + after`: for runs
 * that of the first test, which is always shown; for calls the harness. For Git, whose starting
 * transcripts stand alone, what comes after is the checks.
 */
export function exerciseFrame(concept: Pick<Concept, 'setup' | 'exercise'>): { before: string; after: string } {
  const { tests, harness } = concept.exercise;
  if (tests.kind === 'checks') return { before: '', after: tests.cases.map(({ transcript }) => transcript).join('\n') };
  const before = concept.setup === null ? '' : `${concept.setup.code}\n`;
  if (tests.kind === 'calls') return { before, after: harness === '' ? '' : `\n\n${harness}` };
  const first = tests.cases[0];
  return { before: `${before}${first?.before ?? ''}`, after: first?.after ?? '' };
}
