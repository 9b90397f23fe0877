'use client';

import { FlaskConical, Play, RotateCcw, Send, Square } from 'lucide-react';
import { useRef } from 'react';
import { CodeEditor } from '@/components/code/code-editor';
import { languageNames } from '@/components/code/language-names';
import { ProgramOutput } from '@/components/code/program-output';
import { useProgram } from '@/components/code/use-program';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { ReaderExercise } from '@/lib/features/learning/schemas';
import { useLearning } from './learning-context';
import { keepInTab, useKeptInTab } from './session-store';
import { SolutionButton } from './solution-button';
import { TestResults } from './test-results';
import { useExercise } from './use-exercise';

/** The program that "Run" runs: what comes with the exercise around the reader's code. */
function wholeProgram({ setup, tests, harness }: ReaderExercise, code: string): string {
  const before = setup === null ? '' : `${setup}\n`;
  if (tests.kind === 'calls') return `${before}${code}\n${harness}`;
  const [first] = tests.cases;
  return `${before}${first?.before ?? ''}${code}${first?.after ?? ''}`;
}

/** Where an exercise is done: editor, a free run, the shown tests in the page, and handing in. */
export function ExerciseWorkbench({ exercise, anchor }: { exercise: ReaderExercise; anchor: string }) {
  const learning = useLearning();
  const key = `loam.draft.${exercise.conceptId}`;
  const text = useKeptInTab(key) ?? exercise.lastCode ?? exercise.starter;
  const program = useProgram(exercise.language);
  const { state, attempts, test, handIn, reset } = useExercise(exercise);
  const testButton = useRef<HTMLButtonElement>(null);
  const running = program.state.phase === 'loading' || program.state.phase === 'running';
  const language = languageNames[exercise.language];

  function runTests() {
    program.reset();
    void test(text);
  }

  return (
    <div className="space-y-3">
      <div className="overflow-hidden rounded-card border bg-surface" onFocus={program.prepare} data-exercise={state.phase}>
        <div className="flex flex-wrap items-center justify-between gap-2 border-b bg-sunken py-2 pr-3 pl-4 text-xs font-semibold text-ink-soft">
          <span>{language}</span>
          {(exercise.passed || attempts > 0) && (
            <Badge tone={exercise.passed ? 'leaf' : 'neutral'}>
              {exercise.passed ? 'solved' : `handed in ${attempts} time${attempts === 1 ? '' : 's'}`}
            </Badge>
          )}
        </div>
        <CodeEditor
          label={`Exercise: ${exercise.title}`}
          language={exercise.language}
          value={text}
          onChange={(code) => keepInTab(key, code)}
          onSubmit={runTests}
          onLeave={() => testButton.current?.focus()}
        />
        <div className="flex flex-wrap items-center gap-2 border-t px-3 py-2.5">
          <Button ref={testButton} size="small" className="min-h-10" busy={state.phase === 'testing'} onClick={runTests}>
            {state.phase !== 'testing' && <FlaskConical aria-hidden className="size-4" />}
            Run the tests
          </Button>
          {learning?.signedIn && (
            <Button
              size="small"
              variant="secondary"
              className="min-h-10"
              busy={state.phase === 'handing-in'}
              onClick={() => {
                program.reset();
                void handIn(text);
              }}
            >
              {state.phase !== 'handing-in' && <Send aria-hidden className="size-4" />}
              Hand in
            </Button>
          )}
          <Button
            size="small"
            variant="quiet"
            className="min-h-10"
            onClick={() => {
              if (running) return program.stop();
              reset();
              program.run(wholeProgram(exercise, text));
            }}
          >
            {running ? <Square aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
            {running ? 'Stop' : 'Just run'}
          </Button>
          {text !== exercise.starter && (
            <Button
              size="small"
              variant="quiet"
              className="min-h-10"
              onClick={() => {
                keepInTab(key, exercise.starter);
                reset();
                program.reset();
              }}
            >
              <RotateCcw aria-hidden className="size-4" />
              Start over
            </Button>
          )}
        </div>
        <ProgramOutput state={program.state} languageName={language} />
        {state.phase === 'tested' && <TestResults results={state.results} />}
        {state.phase === 'failed' && (
          <p role="alert" className="border-t bg-danger-wash px-4 py-3 text-sm">
            {state.message}
          </p>
        )}
      </div>
      <SolutionButton conceptId={exercise.conceptId} language={exercise.language} attempts={attempts} anchor={anchor} />
    </div>
  );
}
