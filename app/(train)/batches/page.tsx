import type { Metadata } from 'next';
import { LinkButton } from '@/components/ui/link-button';
import { page } from '@/lib/entry/page';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { listBatches, listCategories, listTemplates } from '@/lib/features/tutorials/server';
import { BatchForm } from './_components/batch-form';
import { EarlierBatches } from './_components/earlier-batches';

export const metadata: Metadata = { title: 'Batches' };

export default async function BatchesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('trainer', '/batches');
  // An address that somebody changed by hand shows the latest rather than an error.
  const wanted = tutorialsContract.listBatches.input.safeParse(await searchParams).data ?? { limit: 20 };
  const [{ categories }, { templates }, { batches }] = await Promise.all([listCategories(ctx), listTemplates(), listBatches(ctx, wanted)]);
  const last = batches.at(-1);
  return (
    <div className="mx-auto max-w-3xl space-y-10">
      <div className="space-y-6">
        <header>
          <h1 className="font-serif text-4xl">Make a batch</h1>
          <p className="mt-2 text-ink-soft">Many tutorials by one job. What cannot be made is reported by topic; the rest goes on.</p>
        </header>
        <BatchForm categories={categories} templates={templates} />
      </div>
      <section aria-labelledby="earlier" className="space-y-3">
        <h2 id="earlier" className="font-serif text-2xl">
          Your batches
        </h2>
        <EarlierBatches batches={batches} />
        {last && batches.length === wanted.limit && (
          <LinkButton href={`/batches?before=${encodeURIComponent(last.createdAt)}`} variant="secondary">
            Earlier ones
          </LinkButton>
        )}
      </section>
    </div>
  );
}
