import type { Metadata } from 'next';
import { NextPage } from '@/components/account/next-page';
import { EmptyState } from '@/components/ui/empty-state';
import { page } from '@/lib/entry/page';
import { listJobsInput } from '@/lib/features/system/schemas';
import { listJobs, listQueues } from '@/lib/features/system/server';
import { JobTable } from '../_components/job-table';
import { RetryAll } from '../_components/retry-all';

export const metadata: Metadata = { title: 'Dead letters' };

/** Jobs that have used up their tries, or failed for a reason that another try would not mend. */
export default async function DeadLettersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('admin', '/admin/jobs/dead-letters');
  const wanted = await searchParams;
  const parsed = listJobsInput.safeParse({ ...wanted, limit: 50, state: 'failed' });
  const { jobs, next } = await listJobs(ctx, parsed.success ? parsed.data : listJobsInput.parse({ state: 'failed' }));
  const { queues } = await listQueues(ctx);
  const failed = queues.filter((queue) => queue.failed > 0);
  return (
    <div className="space-y-6">
      <header className="max-w-[65ch]">
        <h1 className="font-serif text-4xl">Dead letters</h1>
        <p className="mt-2 text-ink-soft">
          Jobs that have used up their tries, or failed for a reason that another try would not mend. They wait here until somebody decides;
          after 30 days they are forgotten.
        </p>
      </header>
      {failed.length === 0 ? (
        <EmptyState level="h2" title="No dead letters" description="Every job that was asked for was done, or is still being done." />
      ) : (
        <>
          <div className="flex flex-wrap gap-2">
            {failed.map(({ name, failed: count, concurrency }) => concurrency !== null && <RetryAll key={name} queue={name} count={count} />)}
          </div>
          <JobTable jobs={jobs} caption="Jobs that failed for good, the latest first" />
          <NextPage path="/admin/jobs/dead-letters" filter={wanted} next={next} />
        </>
      )}
    </div>
  );
}
