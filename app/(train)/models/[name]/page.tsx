import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import { Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tones';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { modelNameSchema } from '@/lib/features/models';
import { readModel } from '@/lib/features/models/server';
import type { FileState } from '@/lib/vocabulary/model-kinds';
import { megabytes } from '../_components/amounts';
import { MeasureModel } from '../_components/measure-model';
import { roleOfModel } from '../_components/roles';
import { TryEncoder } from '../_components/try-encoder';
import { TryQuality } from '../_components/try-quality';
import { TryWriter } from '../_components/try-writer';

export const metadata: Metadata = { title: 'Model' };

const tones: Record<FileState, Tone> = { verified: 'leaf', changed: 'danger', missing: 'danger' };
const states: Record<FileState, string> = { verified: 'as its SHA-256 says', changed: 'another file', missing: 'missing' };

/** One model: a field to try it, what it costs, its files, and its card. */
export default async function ModelPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  const ctx = await page('trainer', `/models/${encodeURIComponent(name)}`);
  if (!modelNameSchema.safeParse(name).success) notFound();
  const model = await readModel(ctx, { name }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
  const id = `${model.name}@${model.version}`;
  return (
    <div className="space-y-6">
      <header className="space-y-2">
        <Link href="/models" className="inline-flex min-h-11 items-center text-sm underline underline-offset-4">
          All models
        </Link>
        <h1 className="font-serif text-4xl break-words">{model.name}</h1>
        <p className="text-ink-soft">{roleOfModel[model.kind]}</p>
        <p className="flex flex-wrap gap-2">
          <Badge tone={model.shipped ? 'leaf' : 'sky'}>{model.shipped ? 'came with Loam' : model.pulledFrom ? 'pulled' : 'trained here'}</Badge>
          <Badge>version {model.version}</Badge>
          <Badge>{megabytes(model.bytes)}</Badge>
        </p>
      </header>
      <Card>
        <CardHeader title="Try it" />
        {model.uses.includes('write') && <TryWriter model={id} />}
        {model.uses.includes('compare') && <TryEncoder model={id} />}
        {model.uses.includes('score') && <TryQuality />}
      </Card>
      {model.kind !== 'quality' && (
        <Card>
          <CardHeader title="Memory and times" description="Measured on this machine when you ask, in a process of its own." />
          <MeasureModel model={id} />
        </Card>
      )}
      <section aria-labelledby="files" className="space-y-3">
        <h2 id="files" className="font-serif text-xl">
          Files
        </h2>
        <Table
          caption="Files, compared with their SHA-256 just now"
          rows={model.files}
          rowKey={(file) => file.name}
          columns={[
            { id: 'name', header: 'File', rowHeader: true, cell: (file) => <span className="font-mono text-sm">{file.name}</span> },
            { id: 'size', header: 'Size', numeric: true, cell: (file) => <span className="whitespace-nowrap">{megabytes(file.bytes)}</span> },
            { id: 'state', header: 'Found', cell: (file) => <Badge tone={tones[file.state]}>{states[file.state]}</Badge> },
            { id: 'sha', header: 'SHA-256', cell: (file) => <span className="font-mono text-xs whitespace-nowrap">{file.sha256}</span> },
          ]}
        />
      </section>
      <Card>
        <CardHeader title="Card" />
        {model.card ? <Markdown text={model.card} /> : <p className="text-ink-soft">This model has no card.</p>}
      </Card>
    </div>
  );
}
