'use client';

import { Play, RotateCcw, Square } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { CodeEditor } from './code-editor';
import { languageNames } from './language-names';
import { ProgramOutput } from './program-output';
import { useProgram } from './use-program';

export interface CodeRunnerProps {
  language: RunnerLanguage;
  code: string;
  /** Name of the editor, such as "Example: counting calls". */
  label: string;
  /** What the code printed when the lesson was made. */
  expected?: string;
}

/** Code to change and to run, in the reader's own browser. */
export function CodeRunner({ language, code, label, expected }: CodeRunnerProps) {
  const [text, setText] = useState(code);
  const [stdin, setStdin] = useState('');
  const program = useProgram(language);
  const runButton = useRef<HTMLButtonElement>(null);
  const active = program.state.phase === 'loading' || program.state.phase === 'running';
  const readsInput = language === 'python' && /\binput\s*\(|sys\.stdin/.test(text);
  const run = () => program.run(text, stdin);

  return (
    <div className="overflow-hidden rounded-card border bg-surface" onFocus={program.prepare} data-code-runner={program.state.phase}>
      <div className="flex items-center justify-between border-b bg-sunken py-1 pr-1 pl-4">
        <span className="text-xs font-semibold text-ink-soft">{languageNames[language]}</span>
        <CopyButton text={text} />
      </div>
      <CodeEditor
        label={label}
        language={language}
        value={text}
        onChange={setText}
        onSubmit={run}
        onLeave={() => runButton.current?.focus()}
      />
      {readsInput && (
        <div className="border-t px-4 py-3">
          <Field label="What the program reads" hint="One line for each input()">
            {(wiring) => <Textarea {...wiring} rows={2} value={stdin} onChange={(event) => setStdin(event.target.value)} />}
          </Field>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2 border-t px-3 py-2.5">
        <Button ref={runButton} size="small" className="min-h-10" onClick={active ? program.stop : run}>
          {active ? <Square aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
          {active ? 'Stop' : 'Run'}
        </Button>
        {(text !== code || program.state.phase !== 'idle') && (
          <Button
            variant="quiet"
            size="small"
            className="min-h-10"
            onClick={() => {
              setText(code);
              program.reset();
            }}
          >
            <RotateCcw aria-hidden className="size-4" />
            Reset
          </Button>
        )}
      </div>
      <ProgramOutput state={program.state} languageName={languageNames[language]} expected={expected} />
      {expected !== undefined && (
        <details className="border-t" open={program.state.phase === 'idle'}>
          <summary className="px-4 py-2 text-xs font-semibold text-ink-soft">What it printed when this lesson was made</summary>
          <pre
            tabIndex={0}
            role="group"
            aria-label="Printed when the lesson was made"
            className="max-h-96 overflow-auto px-4 pb-3 font-mono text-sm leading-relaxed"
          >
            {expected === '' ? 'It printed nothing.' : expected}
          </pre>
        </details>
      )}
    </div>
  );
}
