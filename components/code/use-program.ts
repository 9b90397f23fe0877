'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import type { BrowserRunResult, OutputPiece } from './browser-runner';
import { sharedRunner } from './shared-runner';

export type ProgramState =
  | { phase: 'idle' }
  | { phase: 'loading' | 'running'; pieces: readonly OutputPiece[] }
  | { phase: 'ended'; pieces: readonly OutputPiece[]; result: BrowserRunResult }
  | { phase: 'failed'; message: string };

export interface Program {
  state: ProgramState;
  run(code: string, stdin?: string): void;
  stop(): void;
  reset(): void;
  /** Loads the interpreter before it is asked for. */
  prepare(): void;
}

/** One program of a page: runs it, collects what it prints, stops it when its block leaves the page. */
export function useProgram(language: RunnerLanguage): Program {
  const [state, setState] = useState<ProgramState>({ phase: 'idle' });
  const current = useRef<AbortController>(null);

  const stop = useCallback(() => current.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const run = useCallback(
    (code: string, stdin?: string) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      let pieces: readonly OutputPiece[] = [];
      const show = (next: ProgramState) => {
        if (current.current === controller) setState(next);
      };
      show({ phase: 'loading', pieces });
      sharedRunner()
        .run(language, code, {
          signal: controller.signal,
          stdin,
          onStart: () => show({ phase: 'running', pieces }),
          onOutput: (piece) => {
            pieces = [...pieces, piece];
            show({ phase: 'running', pieces });
          },
        })
        .then(
          (result) => show({ phase: 'ended', pieces, result }),
          (error: unknown) => show({ phase: 'failed', message: error instanceof Error ? error.message : String(error) }),
        );
    },
    [language],
  );

  const reset = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setState({ phase: 'idle' });
  }, []);

  const prepare = useCallback(() => {
    // A failure shows itself when the program is run.
    sharedRunner()
      .prepare(language)
      .catch(() => undefined);
  }, [language]);

  return { state, run, stop, reset, prepare };
}
