import type { Metadata } from 'next';
import Link from 'next/link';
import { page } from '@/lib/entry/page';
import { listJobs } from '@/lib/features/system/server';
import { jobStates, type JobState } from '@/lib/vocabulary/job-states';
import { JobTable } from './_components/job-table';

export const metadata: Metadata = { title: 'Jobs' };

export default async function JobsPage({ searchParams }: { searchParams: Promise<{ state?: string }> }) {
  const ctx = await page('admin', '/admin/jobs');
  const wanted = (await searchParams).state;
  const state = jobStates.find((known) => known === wanted);
  const { jobs } = await listJobs(ctx, { limit: 100, state });
  return (
    <div className="space-y-6">
      <header>
        <h1 className="font-serif text-4xl">Jobs</h1>
        <p className="mt-2 text-ink-soft">What Loam does in the background, the latest first.</p>
      </header>
      <nav aria-label="Jobs by state" className="flex flex-wrap gap-2">
        <StateLink state={undefined} current={state} />
        {jobStates.map((each) => (
          <StateLink key={each} state={each} current={state} />
        ))}
      </nav>
      <JobTable jobs={jobs} />
    </div>
  );
}

function StateLink({ state, current }: { state: JobState | undefined; current: JobState | undefined }) {
  const look = state === current ? 'border-leaf bg-leaf-wash text-leaf-deep' : 'border-line text-ink-soft hover:text-ink';
  return (
    <Link
      href={state ? `/admin/jobs?state=${state}` : '/admin/jobs'}
      aria-current={state === current ? 'page' : undefined}
      className={`inline-flex min-h-11 items-center rounded-full border px-4 text-sm font-medium capitalize ${look}`}
    >
      {state ?? 'all'}
    </Link>
  );
}
