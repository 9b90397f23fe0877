import { LoamError } from '@/lib/core/errors';
import type { RunRequest, RunResult } from '@/lib/sandbox';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import type { CallCase, Concept, ConceptLanguage } from '../schemas';
import { callProgram, readOutcomes, type CallOutcome } from './call-program';
import { sameJson } from './same-json';

/** Runs one program; `runProgram` of lib/sandbox, or a cached form of it. */
export type Run = (request: RunRequest) => Promise<Pick<RunResult, 'status' | 'stdout' | 'stderr'>>;

export interface GradedCase {
  readonly passed: boolean;
  /** Hidden cases count, but their text and results are not for the learner's eyes. */
  readonly hidden: boolean;
  /** The call as a person writes it, or what number of run it is. */
  readonly test: string;
  readonly expected: string;
  readonly got: string;
}

export interface Grade {
  readonly passed: boolean;
  readonly cases: readonly GradedCase[];
  /** What the code wrote to standard error, from the first run that failed. */
  readonly stderr: string;
}

/** What is needed of a concept to test code against its exercise. */
export interface Gradable extends Pick<Concept, 'language'> {
  readonly setup: { readonly code: string } | null;
  readonly exercise: Pick<Concept['exercise'], 'tests' | 'harness'>;
}

const transcriptsStay = 'Git transcripts are replayed by the tests of the curriculum only. Try the commands in a terminal of your own.';

/** @throws LoamError `unprocessable` for Git transcripts, which no interpreter here runs */
export function runnerOf(language: ConceptLanguage): RunnerLanguage {
  if (language === 'git') throw new LoamError('unprocessable', transcriptsStay);
  return language;
}

function showCall({ call, args }: CallCase): string {
  return `${call}(${args.map((argument) => JSON.stringify(argument)).join(', ')})`;
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that is nested too deeply to be shown';
  }
}

function gradeCall(test: CallCase, outcome: CallOutcome | undefined): GradedCase {
  const expected = test.raises === undefined ? JSON.stringify(test.expected) : `raises ${test.raises}`;
  const shown = { hidden: test.hidden, test: showCall(test), expected };
  switch (outcome?.kind) {
    case undefined:
      return { ...shown, passed: false, got: 'the program ended before this call returned' };
    case 'value':
      return {
        ...shown,
        passed: test.raises === undefined && sameJson(outcome.value, test.expected ?? null),
        got: jsonText(outcome.value),
      };
    case 'raised':
      return { ...shown, passed: test.raises === outcome.type, got: `raises ${outcome.type}: ${outcome.message}` };
    case 'unprintable':
      return { ...shown, passed: false, got: `a value of the type ${outcome.type}, which JSON cannot hold` };
  }
}

/**
 * Tests code against an exercise. Only inputs go into the interpreter; results are compared out here, where
 * the code cannot reach.
 *
 * @throws LoamError `unprocessable` for Git exercises: what a learner types is never run on the host
 */
export async function gradeExercise(concept: Gradable, code: string, run: Run): Promise<Grade> {
  const language = runnerOf(concept.language);
  const { tests, harness } = concept.exercise;
  const setup = concept.setup === null ? '' : `${concept.setup.code}\n`;
  if (tests.kind === 'checks') throw new LoamError('unprocessable', transcriptsStay);
  if (tests.kind === 'calls') {
    const program = callProgram(language, `${setup}${code}\n${harness}`, tests.cases);
    const { stdout, stderr } = await run({ language, code: program });
    const outcomes = readOutcomes(stdout);
    const cases = tests.cases.map((test, index) => gradeCall(test, outcomes[index]));
    return { passed: outcomes.length === cases.length && cases.every((test) => test.passed), cases, stderr };
  }
  const results = await Promise.all(
    tests.cases.map(async ({ before, after, output, hidden }, index) => {
      const { status, stdout, stderr } = await run({ language, code: `${setup}${before}${code}${after}` });
      const passed = status === 'ok' && stdout === output;
      return { graded: { passed, hidden, test: `run ${index + 1}`, expected: output, got: stdout }, stderr };
    }),
  );
  return {
    passed: results.every(({ graded }) => graded.passed),
    cases: results.map(({ graded }) => graded),
    stderr: results.find(({ graded }) => !graded.passed)?.stderr ?? '',
  };
}
