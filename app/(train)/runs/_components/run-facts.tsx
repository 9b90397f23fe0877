import Link from 'next/link';
import type { ReactNode } from 'react';
import { bytesText, labelOf, numberText } from '@/components/runs/run-words';
import { Card } from '@/components/ui/card';
import { durationText } from '@/components/ui/duration';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { RunView } from '@/lib/features/runs';

/** Everything that says how this training came about, so that somebody could do it again. */
export function RunFacts({ run }: { run: RunView }) {
  const { config, counts, estimate, metrics, versions, artifacts } = run;
  return (
    <div className="space-y-4">
      <Card>
        <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
          <Fact name="Started by">{run.owner.name}</Fact>
          <Fact name="Asked for">
            <Moment at={run.createdAt} />
          </Fact>
          <Fact name="Begun">
            <Moment at={run.startedAt} absent="not yet" />
          </Fact>
          <Fact name="Ended">
            <Moment at={run.finishedAt} absent="not yet" />
          </Fact>
          <Fact name="Processor time">{run.cpuSeconds > 0 ? durationText(run.cpuSeconds) : '–'}</Fact>
          {estimate && (
            <Fact name="Estimated before">
              {durationText(estimate.seconds)}, {bytesText(estimate.bytes)} of memory
            </Fact>
          )}
          <Fact name="Seed">{run.seed}</Fact>
          {Object.entries(config).map(([name, value]) => (
            <Fact key={name} name={labelOf(name)}>
              {valueText(value)}
            </Fact>
          ))}
          {run.parent && (
            <Fact name="Started from">
              <Link href={`/models/${encodeURIComponent(run.parent)}`} className="underline underline-offset-4">
                {run.parent}
              </Link>
            </Fact>
          )}
          <RunLink name="Cloned from" id={run.clonedFrom} />
          <RunLink name="Replay of" id={run.replayOf} />
          {Object.entries(counts ?? {}).map(([name, value]) => (
            <Fact key={name} name={labelOf(name)}>
              {numberText(value)}
            </Fact>
          ))}
          {versions && (
            <Fact name="Made with">
              Loam {versions.loam}, Node {versions.node}, onnxruntime {versions.onnxruntime}
            </Fact>
          )}
          {versions && (
            <Fact name="Machine">
              {versions.cpu}, {versions.cores} cores, {versions.platform}
            </Fact>
          )}
          <Hash name="SHA-256 of the data" hash={run.dataSha256} />
          <Hash name="SHA-256 of the weights" hash={run.sha256} />
        </dl>
      </Card>
      {metrics && Object.keys(metrics).length > 0 && (
        <Table
          caption="On held-out rows, with 95 % intervals"
          showCaption
          rows={Object.entries(metrics)}
          rowKey={([name]) => name}
          columns={[
            { id: 'name', header: 'What', rowHeader: true, cell: ([name]) => labelOf(name) },
            { id: 'value', header: 'Value', numeric: true, cell: ([, { value }]) => numberText(value) },
            { id: 'low', header: 'From', numeric: true, cell: ([, { low }]) => numberText(low) },
            { id: 'high', header: 'To', numeric: true, cell: ([, { high }]) => numberText(high) },
          ]}
        />
      )}
      {artifacts.length > 0 && (
        <Table
          caption="Files"
          showCaption
          rows={artifacts}
          rowKey={({ name }) => name}
          columns={[
            { id: 'name', header: 'File', rowHeader: true, cell: ({ name }) => <span className="font-mono text-sm">{name}</span> },
            {
              id: 'size',
              header: 'Size',
              numeric: true,
              cell: ({ bytes }) => <span className="whitespace-nowrap">{bytesText(bytes)}</span>,
            },
            { id: 'sha', header: 'SHA-256', cell: ({ sha256 }) => <span className="font-mono text-xs whitespace-nowrap">{sha256}</span> },
          ]}
        />
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="font-medium break-words">{children}</dd>
    </div>
  );
}

function Hash({ name, hash }: { name: string; hash: string | null }) {
  return hash && <Fact name={name}>{<span className="font-mono text-xs break-all">{hash}</span>}</Fact>;
}

function RunLink({ name, id }: { name: string; id: string | null }) {
  return (
    id && (
      <Fact name={name}>
        <Link href={`/runs/${id}`} className="font-mono text-sm underline underline-offset-4">
          {id.slice(0, 8)}
        </Link>
      </Fact>
    )
  );
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
