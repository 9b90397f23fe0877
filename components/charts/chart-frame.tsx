import type { ReactNode } from 'react';
import { useId } from 'react';
import { Table } from '@/components/ui/table';
import { valueText, type ChartPoint, type ChartSeries } from './series';

export interface ChartFrameProps {
  title: string;
  /** What the chart says, in a sentence: read out in its place. */
  summary: string;
  xKey: string;
  xLabel: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  decimals: number;
  children: ReactNode;
}

/** Title, drawing, and the same numbers as a table for those who cannot use the drawing. */
export function ChartFrame({ title, summary, xKey, xLabel, series, points, decimals, children }: ChartFrameProps) {
  const id = useId();
  return (
    <figure aria-labelledby={id} className="rounded-card border bg-surface p-4 sm:p-5">
      <figcaption>
        <h3 id={id} className="text-lg">
          {title}
        </h3>
        <p className="mt-0.5 text-sm text-ink-soft">{summary}</p>
      </figcaption>
      <div aria-hidden className="mt-4">
        {points.length === 0 ? <p className="py-12 text-center text-ink-soft">No values yet.</p> : children}
      </div>
      <details className="mt-3">
        <summary className="inline-flex min-h-9 items-center rounded-control text-sm font-medium text-leaf-deep underline underline-offset-4">
          The same as a table
        </summary>
        <Table
          className="mt-2"
          caption={title}
          rows={points.map((point, index) => ({ point, key: String(index) }))}
          rowKey={(row) => row.key}
          columns={[
            { id: xKey, header: xLabel, rowHeader: true, cell: ({ point }) => valueText(point[xKey], decimals) },
            ...series.map(({ key, label }) => ({
              id: key,
              header: label,
              numeric: true,
              cell: ({ point }: { point: ChartPoint }) => valueText(point[key], decimals),
            })),
          ]}
        />
      </details>
    </figure>
  );
}
