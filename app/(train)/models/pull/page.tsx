import type { Metadata } from 'next';
import Link from 'next/link';
import { bytesText } from '@/components/runs/run-words';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { Table } from '@/components/ui/table';
import { page } from '@/lib/entry/page';
import { readCatalogue } from '@/lib/features/hub/server';
import { PullForm } from '../_components/pull-form';
import { addressOfModel } from '../_components/model-address';

export const metadata: Metadata = { title: 'Pull a model' };

/** Models of others: what is known of some of them, and a field for any. Licence, size and memory are shown before anything large comes. */
export default async function PullModelPage({ searchParams }: { searchParams: Promise<{ id?: string }> }) {
  const ctx = await page('trainer', '/models/pull');
  const { id } = await searchParams;
  const { on, from, models } = await readCatalogue(ctx);
  const isAdmin = ctx.actor.kind === 'user' && ctx.actor.role === 'admin';
  return (
    <div className="space-y-6">
      <header className="max-w-[65ch]">
        <Link href="/models" className="inline-flex min-h-11 items-center text-sm underline underline-offset-4">
          All models
        </Link>
        <h1 className="font-serif text-4xl">Pull a model</h1>
        <p className="mt-2 text-ink-soft">
          Larger models that others have trained, from {from} or from a folder on this machine. Their files are checked as they come, and what
          was interrupted goes on where it stopped.
        </p>
      </header>
      {!on && (
        <Alert tone="info">
          Nothing is asked of {from}: pulling is switched off.{' '}
          {isAdmin ? (
            <Link href="/admin/settings" className="underline underline-offset-4">
              Switch it on in the settings
            </Link>
          ) : (
            'An admin can switch it on.'
          )}{' '}
          A folder on this machine can be pulled all the same.
        </Alert>
      )}
      {isAdmin ? <PullForm key={id} id={id ?? ''} /> : <Alert tone="info">An admin pulls models; once one is here, everybody can use it.</Alert>}
      <section aria-label="Catalogue" className="space-y-3">
        <h2 className="font-serif text-2xl">Some that are known to work</h2>
        <p className="text-sm text-ink-soft">Licences and sizes as their authors state them; nothing of it was measured here.</p>
        <Table
          caption="Models that are known to work"
          rows={models}
          rowKey={(model) => model.id}
          columns={[
            {
              id: 'model',
              header: 'Model',
              rowHeader: true,
              cell: (model) => (
                <div className="min-w-44">
                  {model.title}
                  <span className="block font-mono text-xs font-normal break-all text-ink-soft">{model.id}</span>
                </div>
              ),
            },
            { id: 'use', header: 'Good for', cell: ({ use }) => <span className="block min-w-44">{use}</span> },
            { id: 'licence', header: 'Licence', cell: ({ licence }) => <Badge>{licence}</Badge> },
            { id: 'parameters', header: 'Parameters', numeric: true, cell: ({ parameters }) => parameters },
            { id: 'size', header: 'Size', numeric: true, cell: ({ bytes }) => <span className="whitespace-nowrap">{bytesText(bytes)}</span> },
            { id: 'memory', header: 'Memory', numeric: true, cell: ({ memoryBytes }) => <span className="whitespace-nowrap">{bytesText(memoryBytes)}</span> },
            {
              id: 'act',
              header: <span className="sr-only">Pull</span>,
              cell: (model) =>
                model.installed ? (
                  <Link href={addressOfModel(model.installed)} className="inline-flex min-h-9 items-center whitespace-nowrap underline underline-offset-4">
                    is here
                  </Link>
                ) : (
                  isAdmin && (
                    <LinkButton
                      variant="secondary"
                      size="small"
                      href={`/models/pull?id=${encodeURIComponent(model.id)}`}
                      aria-label={`Choose ${model.title}`}
                    >
                      Choose
                    </LinkButton>
                  )
                ),
            },
          ]}
        />
      </section>
    </div>
  );
}
