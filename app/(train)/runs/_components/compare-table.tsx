import Link from 'next/link';
import type { ReactNode } from 'react';
import { RunStateBadge } from '@/components/runs/run-state';
import { kindNames, labelOf, numberText, verdictWords } from '@/components/runs/run-words';
import { textOfValue } from '@/components/runs/config-form';
import { classNames } from '@/components/ui/class-names';
import { durationText } from '@/components/ui/duration';
import { Table } from '@/components/ui/table';
import type { RunView } from '@/lib/features/runs';

interface Fact {
  readonly name: string;
  /** Of each run, as text: what differs is told by it. */
  readonly texts: readonly string[];
  readonly views?: readonly ReactNode[];
}

/** What the runs were told and what came out, side by side; what differs stands out. */
export function CompareTable({ runs, names }: { runs: readonly RunView[]; names: readonly string[] }) {
  const facts = factsOf(runs);
  return (
    <Table
      caption="The trainings side by side; what differs is bold"
      showCaption
      rows={facts.map((fact, index) => ({ ...fact, key: String(index) }))}
      rowKey={({ key }) => key}
      columns={[
        {
          id: 'name',
          header: <span className="sr-only">What</span>,
          rowHeader: true,
          cell: ({ name }) => <span className="whitespace-nowrap">{name}</span>,
        },
        ...runs.map((run, index) => ({
          id: run.id,
          header: (
            <Link
              href={`/runs/${run.id}`}
              className="inline-flex min-h-9 min-w-32 items-center whitespace-normal underline underline-offset-4"
            >
              {names[index]}
            </Link>
          ),
          cell: ({ texts, views }: Fact) => (
            <span className={classNames('block min-w-32 break-words', new Set(texts).size > 1 && 'font-semibold')}>
              {views?.[index] ?? texts[index]}
            </span>
          ),
        })),
      ]}
    />
  );
}

function factsOf(runs: readonly RunView[]): Fact[] {
  const fact = (name: string, text: (run: RunView) => string): Fact => ({ name, texts: runs.map(text) });
  const keys = (of: (run: RunView) => object | null) => [...new Set(runs.flatMap((run) => Object.keys(of(run) ?? {})))];
  const number = (value: number | undefined) => (value === undefined ? '–' : numberText(value));
  return [
    { ...fact('State', ({ state }) => state), views: runs.map((run) => <RunStateBadge key={run.id} run={run} />) },
    fact('Kind', ({ kind }) => kindNames[kind]),
    fact('Model', ({ version, model }) => version ?? model),
    fact('Verdict', ({ comparison }) => (comparison ? verdictWords[comparison.verdict] : '–')),
    ...keys(({ metrics }) => metrics).map((key) =>
      fact(labelOf(key), ({ metrics }) => {
        const interval = metrics?.[key];
        return interval ? `${numberText(interval.value)} (${numberText(interval.low)} to ${numberText(interval.high)})` : '–';
      }),
    ),
    fact('Started from', ({ parent }) => parent ?? 'nothing'),
    ...keys(({ config }) => config).map((key) => fact(labelOf(key), ({ config }) => textOfValue(config[key]) || '–')),
    fact('Seed', ({ seed }) => String(seed)),
    fact('Data', ({ dataSha256 }) => dataSha256?.slice(0, 12) ?? '–'),
    ...keys(({ counts }) => counts).map((key) => fact(labelOf(key), ({ counts }) => number(counts?.[key]))),
    fact('Steps', ({ step, steps }) => (steps === null ? String(step) : `${step} of ${steps}`)),
    fact('Processor time', ({ cpuSeconds }) => (cpuSeconds > 0 ? durationText(cpuSeconds) : '–')),
    fact('Weights', ({ sha256 }) => sha256?.slice(0, 12) ?? '–'),
  ];
}
