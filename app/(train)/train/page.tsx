import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { RunProgress, RunStateBadge } from '@/components/runs/run-state';
import { bytesText, kindNames } from '@/components/runs/run-words';
import { verdictLine } from '@/components/runs/verdict-line';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Moment } from '@/components/ui/moment';
import { page } from '@/lib/entry/page';
import { listModels } from '@/lib/features/models/server';
import { listRunsInput, type RunSummary } from '@/lib/features/runs';
import { listKinds, listRuns } from '@/lib/features/runs/server';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { KeepFresh } from '../runs/_components/keep-fresh';
import { nameOfRun } from '../runs/_components/run-name';

export const metadata: Metadata = { title: 'Training' };

/** The home of trainers: the latest verdict in a line, what is learning now, what is in use, and what could be trained. */
export default async function TrainPage() {
  const ctx = await page('trainer', '/train');
  const { runs } = await listRuns(ctx, listRunsInput.parse({ limit: 50 }));
  const { models } = await listModels(ctx);
  const { kinds } = await listKinds(ctx);
  const open = runs.filter(({ state }) => !isFinalRunState(state));
  const judged = runs.filter(({ comparison, version }) => comparison !== null && version !== null);
  const inUse = models.filter(({ serving }) => serving);
  return (
    <div className="space-y-8">
      <KeepFresh seconds={open.some(({ state }) => state !== 'paused') ? 3 : 20} />
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-[60ch]">
          <h1 className="font-serif text-4xl">Training</h1>
          <p className="mt-2 text-ink-soft">
            A new model takes the place of the old one only where it is better on rows that neither has seen.
          </p>
        </div>
        <LinkButton href="/runs/new">Train a model</LinkButton>
      </header>
      <section className="rounded-card border border-leaf bg-leaf-wash p-5 sm:p-6">
        <h2 className="text-sm font-semibold text-leaf-deep">The latest verdict</h2>
        <LatestVerdict run={judged[0]} />
      </section>
      <div className="grid gap-6 lg:grid-cols-2">
        <Card>
          <CardHeader
            title="Now"
            actions={
              <LinkButton href="/runs" variant="secondary" size="small">
                All trainings
              </LinkButton>
            }
          />
          {open.length === 0 ? (
            <p className="text-ink-soft">Nothing is learning, and nothing waits.</p>
          ) : (
            <Rows>
              {open.map((run) => (
                <li key={run.id} className="space-y-2 py-3">
                  <div className="flex flex-wrap items-center justify-between gap-2">
                    <Link href={`/runs/${run.id}`} className="inline-flex min-h-9 items-center font-medium underline underline-offset-4">
                      {nameOfRun(run)}
                    </Link>
                    <RunStateBadge run={run} />
                  </div>
                  {run.state === 'running' && <RunProgress run={run} />}
                </li>
              ))}
            </Rows>
          )}
        </Card>
        <Card>
          <CardHeader
            title="In use"
            actions={
              <LinkButton href="/models" variant="secondary" size="small">
                All models
              </LinkButton>
            }
          />
          {inUse.length === 0 ? (
            <p className="text-ink-soft">No model answers.</p>
          ) : (
            <Rows>
              {inUse.map((model) => (
                <li key={`${model.name}@${model.version}`} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
                  <Link
                    href={`/models/${encodeURIComponent(`${model.name}@${model.version}`)}`}
                    className="inline-flex min-h-9 min-w-0 items-center font-medium break-all underline underline-offset-4"
                  >
                    {model.name} {model.version}
                  </Link>
                  <span className="text-sm text-ink-soft tabular-nums">{bytesText(model.bytes)}</span>
                </li>
              ))}
            </Rows>
          )}
        </Card>
        <Card>
          <CardHeader title="Verdicts before" />
          {judged.length < 2 ? (
            <p className="text-ink-soft">None yet.</p>
          ) : (
            <Rows>
              {judged.slice(1, 6).map((run) => (
                <li key={run.id} className="py-3">
                  <Link href={`/runs/${run.id}`} className="underline underline-offset-4">
                    {lineOf(run)}
                  </Link>
                </li>
              ))}
            </Rows>
          )}
        </Card>
        <Card>
          <CardHeader title="What can be trained" />
          <Rows>
            {kinds.map((kind) => (
              <li key={kind.name} className="py-3">
                <Link
                  href={`/runs/new?kind=${kind.name}`}
                  className="inline-flex min-h-9 items-center font-medium underline underline-offset-4"
                >
                  {kindNames[kind.name]}
                </Link>
                <p className="text-sm text-ink-soft">{kind.summary}</p>
              </li>
            ))}
          </Rows>
        </Card>
      </div>
    </div>
  );
}

function LatestVerdict({ run }: { run: RunSummary | undefined }) {
  if (!run) return <p className="mt-1 font-serif text-xl">Nothing was trained here yet. The models that came with Loam are in use.</p>;
  return (
    <>
      <p className="mt-1 font-serif text-xl sm:text-2xl">{lineOf(run)}</p>
      <p className="mt-2 text-sm">
        <Link href={`/runs/${run.id}`} className="inline-flex min-h-9 items-center underline underline-offset-4">
          How it came about
        </Link>
        <span className="ml-3 text-ink-soft">
          <Moment at={run.finishedAt} />
        </span>
      </p>
    </>
  );
}

function lineOf({ version, comparison }: RunSummary): string {
  return version && comparison ? verdictLine(version, comparison) : '';
}

function Rows({ children }: { children: ReactNode }) {
  return <ul className="-my-3 divide-y">{children}</ul>;
}
