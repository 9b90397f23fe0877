'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { sharedRunner } from '@/components/code/shared-runner';
import { gradeExercise, type Run } from '@/lib/features/curriculum';
import type { ReaderExercise } from '@/lib/features/learning/schemas';
import { useLearning } from './learning-context';
import type { ShownResults } from './test-results';

export type ExerciseState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'testing' | 'handing-in' }
  | { readonly phase: 'tested'; readonly results: ShownResults }
  | { readonly phase: 'failed'; readonly message: string };

/** Milliseconds for one run of a test in the page; handing in has the server's own limit. */
const testTimeout = 10_000;

function inPage(signal: AbortSignal): Run {
  return async ({ language, code }) => {
    const { status, stdout, stderr } = await sharedRunner().run(language, code, { signal, timeout: testTimeout });
    return { status: status === 'stopped' ? 'timeout' : status, stdout, stderr };
  };
}

/** Tests an exercise in the page with the tests that are shown, and hands it in for all of them. */
export function useExercise(exercise: ReaderExercise) {
  const learning = useLearning();
  const [state, setState] = useState<ExerciseState>({ phase: 'idle' });
  const [attempts, setAttempts] = useState(exercise.attempts);
  const current = useRef<AbortController>(null);
  useEffect(() => () => current.current?.abort(), []);

  const test = useCallback(
    async (code: string) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      setState({ phase: 'testing' });
      const { language, setup, tests, harness, hiddenTests } = exercise;
      const gradable = { language, setup: setup === null ? null : { code: setup }, exercise: { tests, harness } };
      const next = await gradeExercise(gradable, code, inPage(controller.signal)).then(
        ({ cases, stderr }): ExerciseState => ({
          phase: 'tested',
          results: { place: 'page', cases, stderr, hiddenElsewhere: hiddenTests },
        }),
        (error: unknown): ExerciseState => ({ phase: 'failed', message: error instanceof Error ? error.message : String(error) }),
      );
      if (current.current === controller && !controller.signal.aborted) setState(next);
    },
    [exercise],
  );

  const handIn = useCallback(
    async (code: string) => {
      if (!learning) return;
      current.current?.abort();
      setState({ phase: 'handing-in' });
      const outcome = await learning.actions.attempt({ conceptId: exercise.conceptId, code });
      if (!outcome.ok) return setState({ phase: 'failed', message: outcome.message });
      const { cases, stderr, attempts: made } = outcome.output;
      setAttempts(made);
      setState({ phase: 'tested', results: { place: 'server', cases, stderr, hiddenElsewhere: 0 } });
    },
    [exercise, learning],
  );

  const reset = useCallback(() => {
    current.current?.abort();
    setState({ phase: 'idle' });
  }, []);

  return { state, attempts, test, handIn, reset };
}
