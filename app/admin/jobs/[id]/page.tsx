import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { jobIdInput } from '@/lib/features/system/schemas';
import { readJob } from '@/lib/features/system/server';
import { JobDetail } from '../_components/job-detail';

export const metadata: Metadata = { title: 'Job' };

/** One job: how far it is, its log, what it was asked with, what came out. */
export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await page('admin', `/admin/jobs/${id}`);
  if (!jobIdInput.safeParse({ id }).success) notFound();
  const job = await readJob(ctx, { id }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
  return <JobDetail job={job} />;
}
