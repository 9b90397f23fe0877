'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useRefresh } from '@/components/live/use-refresh';
import { RunProgress, RunStateBadge } from '@/components/runs/run-state';
import { kindNames, verdictTones, verdictWords } from '@/components/runs/run-words';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { durationText } from '@/components/ui/duration';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { RunSummary } from '@/lib/features/runs';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { nameOfRun } from './run-name';

/** So many runs are told apart by their colours in one chart. */
const mostCompared = 4;

/** Runs with how far they are and what came out; ticked ones are compared. */
export function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  useRefresh(runs.some(({ state }) => !isFinalRunState(state) && state !== 'paused') ? 3 : 20);
  const isFull = chosen.length >= mostCompared;
  return (
    <form action="/runs/compare" method="get" className="space-y-4">
      <Table
        caption="Trainings, the latest first"
        rows={runs}
        rowKey={({ id }) => id}
        empty="No training is like that."
        columns={[
          {
            id: 'choose',
            header: <span className="sr-only">Compare</span>,
            cell: (run) => (
              <label className="grid size-11 place-items-center">
                <span className="sr-only">Compare {nameOfRun(run)}</span>
                <input
                  type="checkbox"
                  name="ids"
                  value={run.id}
                  checked={chosen.includes(run.id)}
                  disabled={isFull && !chosen.includes(run.id)}
                  onChange={({ target }) => setChosen((all) => (target.checked ? [...all, run.id] : all.filter((id) => id !== run.id)))}
                  className="size-5 accent-leaf"
                />
              </label>
            ),
          },
          {
            id: 'run',
            header: 'Training',
            rowHeader: true,
            cell: (run) => (
              <div className="min-w-40">
                <Link href={`/runs/${run.id}`} className="inline-flex min-h-9 items-center underline underline-offset-4">
                  {nameOfRun(run)}
                </Link>
                <span className="block text-xs font-normal text-ink-soft">
                  {kindNames[run.kind]} · {run.owner.name}
                  {run.replayOf !== null && ' · a replay'}
                </span>
              </div>
            ),
          },
          {
            id: 'state',
            header: 'State',
            cell: (run) => (
              <div className="min-w-40 space-y-1.5">
                <RunStateBadge run={run} />
                {run.state === 'running' && <RunProgress run={run} />}
                {run.error && <p className="line-clamp-2 max-w-72 text-sm text-danger">{run.error.message}</p>}
              </div>
            ),
          },
          {
            id: 'verdict',
            header: 'Verdict',
            cell: ({ comparison, version }) =>
              comparison && (
                <>
                  <Badge tone={verdictTones[comparison.verdict]}>{verdictWords[comparison.verdict]}</Badge>
                  {version && <span className="block font-mono text-xs whitespace-nowrap text-ink-soft">{version}</span>}
                </>
              ),
          },
          { id: 'created', header: 'Asked for', cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            id: 'took',
            header: 'Took',
            numeric: true,
            cell: ({ startedAt, finishedAt }) =>
              startedAt && finishedAt ? (
                <span className="whitespace-nowrap">{durationText((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)}</span>
              ) : (
                ''
              ),
          },
        ]}
      />
      {runs.length > 1 && (
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" variant="secondary" disabled={chosen.length < 2}>
            Compare the chosen
          </Button>
          <p className="text-sm text-ink-soft" aria-live="polite">
            {chosen.length === 0 ? 'Tick two to four trainings.' : `${chosen.length} of four chosen.`}
          </p>
        </div>
      )}
    </form>
  );
}
