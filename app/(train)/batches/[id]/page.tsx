import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { readBatch } from '@/lib/features/tutorials/server';
import { BatchProgress } from '../_components/batch-progress';

export const metadata: Metadata = { title: 'Batch' };

export default async function BatchPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await page('trainer', `/batches/${id}`);
  const batch = await readBatch(ctx, { id }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <h1 className="font-serif text-4xl">Batch of {batch.items.length}</h1>
      <BatchProgress batch={batch} />
      <Link href="/batches" className="inline-flex min-h-11 items-center underline underline-offset-4">
        All your batches
      </Link>
    </div>
  );
}
