'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { RunCurves } from '@/components/runs/run-curves';
import { RunProgress, RunStateBadge } from '@/components/runs/run-state';
import { kindNames } from '@/components/runs/run-words';
import { Verdict } from '@/components/runs/verdict';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import type { RunView } from '@/lib/features/runs';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { RunActs } from './run-acts';
import { RunFacts } from './run-facts';
import { RunLog } from './run-log';
import { nameOfRun } from './run-name';
import { RunSamples } from './run-samples';
import { useRun } from './use-run';

/** One training as it goes on before one's eyes. */
export function RunDetail({ run: first }: { run: RunView }) {
  const run = useRun(first);
  const { state, phase, step, error, comparison, version, replay, samples } = run;
  const isOver = isFinalRunState(state);
  return (
    <div className="space-y-8">
      <header className="space-y-3">
        <Link href="/runs" className="inline-flex min-h-11 items-center text-sm underline underline-offset-4">
          All trainings
        </Link>
        <h1 className="font-serif text-4xl break-words">{nameOfRun(run)}</h1>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2" aria-live="polite">
          <RunStateBadge run={run} />
          <span className="text-ink-soft">
            {kindNames[run.kind]}, for the model{' '}
            {version ? (
              <Link href={`/models/${encodeURIComponent(version)}`} className="underline underline-offset-4">
                {version}
              </Link>
            ) : (
              run.model
            )}
          </span>
        </div>
        {!isOver && (phase !== null || step > 0) && <RunProgress run={run} className="max-w-2xl" />}
        <RunActs run={run} />
      </header>
      {state === 'paused' && (
        <Alert tone="info">
          Paused at step {step}. It has left a checkpoint and goes on from there, also after the server was started anew.
        </Alert>
      )}
      {error && (
        <Alert tone={state === 'failed' ? 'danger' : 'warning'} title={error.message}>
          {typeof error.detail === 'string' && (
            <pre tabIndex={0} aria-label="Where it broke" className="max-h-60 overflow-auto font-mono text-xs whitespace-pre-wrap">
              {error.detail}
            </pre>
          )}
        </Alert>
      )}
      {replay && (
        <Alert tone={replay.sameWeights ? 'success' : 'warning'} title={replay.message}>
          {replay.differences.length > 0 && (
            <ul className="list-disc pl-5">
              {replay.differences.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      {comparison && (
        <Sheet title="Verdict">
          <Card>
            <Verdict version={version ?? run.model} comparison={comparison} />
          </Card>
        </Sheet>
      )}
      <Sheet title="Curves">
        <RunCurves
          runs={[{ id: run.id, label: nameOfRun(run), points: run.points }]}
          empty={isOver ? 'Nothing was measured before it ended.' : 'The first values come when it begins to learn.'}
        />
      </Sheet>
      {samples.length > 0 && (
        <Sheet title="What it writes">
          <RunSamples samples={samples} />
        </Sheet>
      )}
      <Sheet title="About this training">
        <RunFacts run={run} />
      </Sheet>
      <Sheet title="Log">
        <RunLog lines={run.log} />
      </Sheet>
    </div>
  );
}

function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-4" aria-label={title}>
      <h2 className="font-serif text-2xl">{title}</h2>
      {children}
    </section>
  );
}
