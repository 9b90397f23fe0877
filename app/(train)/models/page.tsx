import type { Metadata } from 'next';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import { page } from '@/lib/entry/page';
import { listModels } from '@/lib/features/models/server';
import { megabytes } from './_components/amounts';
import { roleOfModel } from './_components/roles';

export const metadata: Metadata = { title: 'Models' };

/** Every model of this installation; each has a page with its card, its files and a field to try it. */
export default async function ModelsPage() {
  const ctx = await page('trainer', '/models');
  const { models } = await listModels(ctx);
  return (
    <div className="space-y-6">
      <header className="max-w-[60ch]">
        <h1 className="font-serif text-4xl">Models</h1>
        <p className="mt-2 text-ink-soft">Those that came with Loam and those trained here. Everything runs on this machine.</p>
      </header>
      <Table
        caption="Models"
        rows={models}
        rowKey={({ name, version }) => `${name}@${version}`}
        empty="There is no model yet."
        columns={[
          {
            id: 'name',
            header: 'Model',
            rowHeader: true,
            cell: ({ name, version }) => (
              <Link href={addressOf(name, version)} className="inline-flex min-h-11 items-center underline underline-offset-4">
                {name}
              </Link>
            ),
          },
          { id: 'role', header: 'What it does', cell: ({ kind }) => <span className="block min-w-48">{roleOfModel[kind]}</span> },
          { id: 'version', header: 'Version', cell: ({ version }) => <span className="font-mono text-sm whitespace-nowrap">{version}</span> },
          { id: 'origin', header: 'Origin', cell: ({ shipped, pulledFrom }) => <Badge tone={shipped ? 'leaf' : 'sky'}>{shipped ? 'came with Loam' : pulledFrom ? 'pulled' : 'trained here'}</Badge> },
          { id: 'size', header: 'Size', numeric: true, cell: ({ bytes }) => <span className="whitespace-nowrap">{megabytes(bytes)}</span> },
          { id: 'made', header: 'Made', cell: ({ createdAt }) => (createdAt ? <Moment at={createdAt} /> : '') },
        ]}
      />
    </div>
  );
}

function addressOf(name: string, version: string): string {
  return `/models/${encodeURIComponent(`${name}@${version}`)}`;
}
