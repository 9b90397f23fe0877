import type { Metadata } from 'next';
import Link from 'next/link';
import { NextPage } from '@/components/account/next-page';
import { Alert } from '@/components/ui/alert';
import { classNames } from '@/components/ui/class-names';
import { page } from '@/lib/entry/page';
import { listJobsInput, type QueueView } from '@/lib/features/system/schemas';
import { listJobs, listQueues } from '@/lib/features/system/server';
import { jobStates, type JobState } from '@/lib/vocabulary/job-states';
import { JobTable } from './_components/job-table';
import { jobStateWords } from '@/components/jobs/job-words';
import { QueueTable } from './_components/queue-table';

export const metadata: Metadata = { title: 'Jobs' };

/** Every queue with how it does, and the jobs, narrowed down by queue and state. */
export default async function JobsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('admin', '/admin/jobs');
  const wanted = await searchParams;
  // An address that somebody changed by hand shows everything rather than an error.
  const parsed = listJobsInput.safeParse({ limit: 25, ...wanted });
  const filter = parsed.success ? parsed.data : listJobsInput.parse({ limit: 25 });
  const { queues } = await listQueues(ctx);
  const { jobs, next } = await listJobs(ctx, filter);
  const chosen = filter.queue === undefined ? queues : queues.filter(({ name }) => name === filter.queue);
  const failed = queues.reduce((sum, queue) => sum + queue.failed, 0);
  return (
    <div className="space-y-8">
      <header>
        <h1 className="font-serif text-4xl">Jobs</h1>
        <p className="mt-2 text-ink-soft">What Loam does in the background. Rows of jobs that have ended are kept for 30 days.</p>
      </header>
      {failed > 0 && filter.state !== 'failed' && (
        <Alert tone="warning">
          {failed === 1 ? 'One job' : `${failed} jobs`} failed for good and will not be tried again by{' '}
          {failed === 1 ? 'itself' : 'themselves'}.{' '}
          <Link href="/admin/jobs/dead-letters" className="underline underline-offset-4">
            Look at the dead letters
          </Link>
        </Alert>
      )}
      <section aria-labelledby="queues" className="space-y-3">
        <h2 id="queues" className="font-serif text-2xl">
          Queues
        </h2>
        <QueueTable queues={queues} />
      </section>
      <section aria-labelledby="jobs" className="space-y-4">
        <h2 id="jobs" className="font-serif text-2xl">
          {filter.queue ? (
            <>
              Jobs of <span className="font-mono text-xl">{filter.queue}</span>
            </>
          ) : (
            'All jobs'
          )}
        </h2>
        <nav aria-label="Jobs by state" className="flex flex-wrap gap-2">
          {[undefined, ...jobStates].map((state) => (
            <StateLink key={state ?? 'all'} state={state} queue={filter.queue} current={filter.state} count={countOf(chosen, state)} />
          ))}
          {filter.queue && (
            <Link
              href={addressOf(filter.state, undefined)}
              className="inline-flex min-h-11 items-center px-2 text-sm underline underline-offset-4"
            >
              Jobs of all queues
            </Link>
          )}
        </nav>
        <JobTable key={JSON.stringify(filter)} jobs={jobs} caption="Jobs, the latest first" />
        <NextPage path="/admin/jobs" filter={wanted} next={next} />
      </section>
    </div>
  );
}

function countOf(queues: readonly QueueView[], state: JobState | undefined): number {
  const states = state ? [state] : jobStates;
  return queues.flatMap((queue) => states.map((each) => queue[each])).reduce((sum, count) => sum + count, 0);
}

function addressOf(state: JobState | undefined, queue: string | undefined): string {
  const query = new URLSearchParams({ ...(state && { state }), ...(queue && { queue }) }).toString();
  return query ? `/admin/jobs?${query}` : '/admin/jobs';
}

function StateLink({
  state,
  queue,
  current,
  count,
}: {
  state: JobState | undefined;
  queue: string | undefined;
  current: JobState | undefined;
  count: number;
}) {
  const isCurrent = state === current;
  return (
    <Link
      href={addressOf(state, queue)}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-sm font-medium',
        isCurrent ? 'border-leaf bg-leaf-wash text-leaf-deep' : 'border-line text-ink-soft hover:text-ink',
      )}
    >
      {state ? jobStateWords[state] : 'all'} <span className="tabular-nums">{count}</span>
    </Link>
  );
}
