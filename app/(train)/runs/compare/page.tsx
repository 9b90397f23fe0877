import type { Metadata } from 'next';
import Link from 'next/link';
import { RunCurves } from '@/components/runs/run-curves';
import { Alert } from '@/components/ui/alert';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { runIdInput, type RunView } from '@/lib/features/runs';
import { readRun } from '@/lib/features/runs/server';
import { CompareTable } from '../_components/compare-table';
import { nameOfRun } from '../_components/run-name';

export const metadata: Metadata = { title: 'Compare trainings' };

const mostCompared = 4;

/** Up to four trainings on top of each other: what they were told, what came out, and their curves. */
export default async function CompareRunsPage({ searchParams }: { searchParams: Promise<{ ids?: string | string[] }> }) {
  const ctx = await page('trainer', '/runs');
  const { ids } = await searchParams;
  const asked = [...new Set([ids ?? []].flat().flatMap((each) => each.split(',')))].filter((id) => runIdInput.safeParse({ id }).success);
  const runs: RunView[] = [];
  for (const id of asked.slice(0, mostCompared)) {
    const run = await readRun(ctx, { id }).catch((error: unknown) => {
      if (toLoamError(error).code === 'not_found') return undefined;
      throw error;
    });
    if (run) runs.push(run);
  }
  const gone = Math.min(asked.length, mostCompared) - runs.length;
  const names = namesApart(runs);
  return (
    <div className="space-y-8">
      <header>
        <Link href="/runs" className="inline-flex min-h-11 items-center text-sm underline underline-offset-4">
          All trainings
        </Link>
        <h1 className="font-serif text-4xl">Compare trainings</h1>
      </header>
      {asked.length > mostCompared && <Alert tone="info">Four trainings can be told apart in one chart; these are the first four.</Alert>}
      {gone > 0 && <Alert tone="warning">{gone === 1 ? 'One of them is gone.' : `${gone} of them are gone.`}</Alert>}
      {runs.length < 2 ? (
        <EmptyState
          level="h2"
          title="Two make a comparison"
          description="Tick two to four trainings in the list."
          action={<LinkButton href="/runs">To the list</LinkButton>}
        />
      ) : (
        <>
          <CompareTable runs={runs} names={names} />
          <section aria-label="Curves" className="space-y-4">
            <h2 className="font-serif text-2xl">Curves</h2>
            <RunCurves
              runs={runs.map((run, index) => ({ id: run.id, label: names[index], points: run.points }))}
              empty="None of them has measured anything."
            />
          </section>
        </>
      )}
    </div>
  );
}

/** Beside a curve there is little room. */
function shortened(name: string): string {
  return name.length > 36 ? `${name.slice(0, 34).trimEnd()}…` : name;
}

/** Names of runs; those that are equal get the beginning of their id. */
function namesApart(runs: readonly RunView[]): string[] {
  const names = runs.map((run) => shortened(nameOfRun(run)));
  return names.map((name, index) =>
    names.filter((other) => other === name).length > 1 ? `${name} (${runs[index].id.slice(0, 4)})` : name,
  );
}
