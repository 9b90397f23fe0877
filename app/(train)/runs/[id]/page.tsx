import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { runIdInput } from '@/lib/features/runs';
import { readRun } from '@/lib/features/runs/server';
import { RunDetail } from '../_components/run-detail';

export const metadata: Metadata = { title: 'Training' };

/** One training as it goes: curves, log, samples, and the verdict at its end. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await page('trainer', `/runs/${id}`);
  if (!runIdInput.safeParse({ id }).success) notFound();
  const run = await readRun(ctx, { id }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
  return <RunDetail run={run} />;
}
