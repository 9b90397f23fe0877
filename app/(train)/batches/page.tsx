import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { listCategories, listTemplates } from '@/lib/features/tutorials/server';
import { BatchForm } from './_components/batch-form';

export const metadata: Metadata = { title: 'Make a batch' };

export default async function BatchesPage() {
  const ctx = await page('trainer', '/batches');
  const [{ categories }, { templates }] = await Promise.all([listCategories(ctx), listTemplates()]);
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <header>
        <h1 className="font-serif text-4xl">Make a batch</h1>
        <p className="mt-2 text-ink-soft">Many tutorials by one job. What cannot be made is reported by topic; the rest goes on.</p>
      </header>
      <BatchForm categories={categories} templates={templates} />
    </div>
  );
}
