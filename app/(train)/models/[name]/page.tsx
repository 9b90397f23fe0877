import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { bytesText, stageTones, stageWords } from '@/components/runs/run-words';
import { Verdict } from '@/components/runs/verdict';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tones';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { modelNameSchema, type ModelDetail } from '@/lib/features/models';
import { listModels, readModel } from '@/lib/features/models/server';
import type { FileState } from '@/lib/vocabulary/model-kinds';
import { groupModels } from '../_components/group-models';
import { Lineage } from '../_components/lineage';
import { MeasureModel } from '../_components/measure-model';
import { ModelActs } from '../_components/model-acts';
import { idOfModel } from '../_components/model-address';
import { roleOfModel } from '../_components/roles';
import { TryEncoder } from '../_components/try-encoder';
import { TryQuality } from '../_components/try-quality';
import { TryWriter } from '../_components/try-writer';
import { VersionTable } from '../_components/version-table';

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
  const id = idOfModel(model);
  const { models } = await listModels(ctx);
  const [group] = groupModels(models.filter((each) => each.name === model.name));
  const { comparison, history, fault } = model;
  return (
    <div className="space-y-6">
      <header className="space-y-2">
        <Link href="/models" className="inline-flex min-h-11 items-center text-sm underline underline-offset-4">
          All models
        </Link>
        <h1 className="font-serif text-4xl break-words">{model.name}</h1>
        <p className="text-ink-soft">{roleOfModel[model.kind]}</p>
        <p className="flex flex-wrap gap-2">
          <Badge tone={stageTones[model.stage]}>{stageWords[model.stage]}</Badge>
          <Badge tone={model.shipped ? 'leaf' : 'sky'}>{originOf(model)}</Badge>
          <Badge>version {model.version}</Badge>
          <Badge>{bytesText(model.bytes)}</Badge>
          {!model.shared && <Badge tone="clay">private</Badge>}
        </p>
        <div className="pt-2">
          <ModelActs model={model} canGoBack={!model.shipped && history.length > 0} />
        </div>
      </header>
      {fault && (
        <Alert tone="danger" title="This version does not answer">
          {fault}
        </Alert>
      )}
      {!model.serving && model.stage === 'active' && group && group.first.serving && (
        <Alert tone="warning">
          {idOfModel(group.first)} answers in its place.
        </Alert>
      )}
      <Card>
        <CardHeader title="Try it" />
        {model.uses.length === 0 && <p className="text-ink-soft">It works inside Loam; there is nothing to ask it here.</p>}
        {model.uses.includes('write') && <TryWriter model={id} />}
        {model.uses.includes('compare') && <TryEncoder model={id} />}
        {model.uses.includes('score') && <TryQuality />}
      </Card>
      <Section title="Where it comes from">
        <Lineage model={model} models={models} />
        {model.runId && (
          <p>
            <Link href={`/runs/${model.runId}`} className="inline-flex min-h-9 items-center underline underline-offset-4">
              The training that made it
            </Link>
          </p>
        )}
      </Section>
      {comparison && (
        <Section title="Verdict">
          <Card>
            <Verdict version={id} comparison={comparison} />
          </Card>
        </Section>
      )}
      <Section title="Versions">
        <VersionTable name={model.name} versions={group?.versions ?? [model]} current={id} />
        {history.length > 0 && (
          <details>
            <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-medium text-leaf-deep underline underline-offset-4">
              What was in use when
            </summary>
            <ol className="mt-2 space-y-1 text-sm">
              {history.map(({ version, previous, reason, at }) => (
                <li key={at}>
                  <Moment at={at} />: {version ?? 'none'}
                  {previous && ` instead of ${previous}`}, {reason}
                </li>
              ))}
            </ol>
          </details>
        )}
      </Section>
      {(model.uses.includes('write') || model.uses.includes('compare')) && (
        <Card>
          <CardHeader title="Memory and times" description="Measured on this machine when you ask, in a process of its own." />
          <MeasureModel model={id} />
        </Card>
      )}
      <Section title="Files">
        <Table
          caption="Files, compared with their SHA-256 just now"
          rows={model.files}
          rowKey={(file) => file.name}
          columns={[
            { id: 'name', header: 'File', rowHeader: true, cell: (file) => <span className="font-mono text-sm">{file.name}</span> },
            { id: 'size', header: 'Size', numeric: true, cell: (file) => <span className="whitespace-nowrap">{bytesText(file.bytes)}</span> },
            { id: 'state', header: 'Found', cell: (file) => <Badge tone={tones[file.state]}>{states[file.state]}</Badge> },
            { id: 'sha', header: 'SHA-256', cell: (file) => <span className="font-mono text-xs whitespace-nowrap">{file.sha256}</span> },
          ]}
        />
      </Section>
      <Card>
        <CardHeader title="Card" />
        {model.card ? <Markdown text={model.card} /> : <p className="text-ink-soft">This model has no card.</p>}
      </Card>
    </div>
  );
}

function originOf({ shipped, origin, pulledFrom }: Pick<ModelDetail, 'shipped' | 'origin' | 'pulledFrom'>): string {
  if (shipped) return 'came with Loam';
  if (pulledFrom) return `pulled from ${pulledFrom.from}`;
  return origin ? `from ${origin}` : 'trained here';
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-3">
      <h2 className="font-serif text-xl">{title}</h2>
      {children}
    </section>
  );
}
