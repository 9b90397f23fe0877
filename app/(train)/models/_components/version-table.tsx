import Link from 'next/link';
import { bytesText, numberText, stageTones, stageWords, verdictTones, verdictWords } from '@/components/runs/run-words';
import { Badge } from '@/components/ui/badge';
import { timingText } from '@/components/ui/duration';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { ModelView } from '@/lib/features/models';
import { addressOfModel, idOfModel } from './model-address';

/** The versions of a model: where each stands, what it was found to be worth, and how it answers. */
export function VersionTable({ name, versions, current }: { name: string; versions: readonly ModelView[]; current?: string }) {
  return (
    <Table
      caption={`Versions of ${name}`}
      rows={versions}
      rowKey={idOfModel}
      columns={[
        {
          id: 'version',
          header: 'Version',
          rowHeader: true,
          cell: (model) =>
            idOfModel(model) === current ? (
              <span aria-current="true" className="font-mono text-sm whitespace-nowrap">
                {model.version}
              </span>
            ) : (
              <Link
                href={addressOfModel(idOfModel(model))}
                className="inline-flex min-h-11 items-center font-mono text-sm whitespace-nowrap underline underline-offset-4"
              >
                {model.version}
              </Link>
            ),
        },
        { id: 'stage', header: 'Stage', cell: (model) => <Stage model={model} /> },
        {
          id: 'verdict',
          header: 'Verdict',
          cell: ({ comparison }) => comparison && <Badge tone={verdictTones[comparison.verdict]}>{verdictWords[comparison.verdict]}</Badge>,
        },
        { id: 'answers', header: 'Answers', numeric: true, cell: ({ live }) => numberText(live.answers) },
        { id: 'errors', header: 'Errors', numeric: true, cell: ({ live }) => <span className="whitespace-nowrap">{errorText(live)}</span> },
        { id: 'p50', header: 'Half within', numeric: true, cell: ({ live }) => <Time milliseconds={live.p50} /> },
        { id: 'p95', header: '95 % within', numeric: true, cell: ({ live }) => <Time milliseconds={live.p95} /> },
        { id: 'size', header: 'Size', numeric: true, cell: ({ bytes }) => <span className="whitespace-nowrap">{bytesText(bytes)}</span> },
        { id: 'made', header: 'Made', cell: ({ createdAt }) => <Moment at={createdAt} /> },
      ]}
    />
  );
}

/** Where a version stands, and what is wrong with it. */
export function Stage({ model: { stage, serving, fault, shipped } }: { model: ModelView }) {
  return (
    <span className="flex min-w-28 flex-wrap gap-1">
      <Badge tone={stageTones[stage]}>{stageWords[stage]}</Badge>
      {shipped && <Badge tone="neutral">came with Loam</Badge>}
      {serving && stage !== 'active' && <Badge tone="warn">answers in its place</Badge>}
      {fault && <Badge tone="danger">damaged</Badge>}
    </span>
  );
}

function errorText({ answers, errors }: ModelView['live']): string {
  if (answers === 0) return '–';
  return `${errors} (${((errors / answers) * 100).toFixed(errors === 0 ? 0 : 1)} %)`;
}

function Time({ milliseconds }: { milliseconds: number | null }) {
  return <span className="whitespace-nowrap">{milliseconds === null ? '–' : timingText(milliseconds)}</span>;
}
