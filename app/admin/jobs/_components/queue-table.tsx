import Link from 'next/link';
import type { ReactNode } from 'react';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { QueueView } from '@/lib/features/system/schemas';
import { secondsText, triesAllowedText } from '@/components/jobs/job-words';

/** The queues: what waits, runs and failed in each, and how long its jobs take. */
export function QueueTable({ queues }: { queues: readonly QueueView[] }) {
  return (
    <Table
      caption="Queues"
      rows={queues}
      rowKey={({ name }) => name}
      empty="There is no queue."
      columns={[
        {
          id: 'name',
          header: 'Queue',
          rowHeader: true,
          cell: ({ name, concurrency }) => (
            <>
              <Link
                href={`/admin/jobs?queue=${encodeURIComponent(name)}`}
                className="inline-flex min-h-11 items-center font-mono text-sm whitespace-nowrap underline underline-offset-4"
              >
                {name}
              </Link>
              {concurrency === null && <span className="block text-xs font-normal text-ink-soft">of another version of Loam</span>}
            </>
          ),
        },
        {
          id: 'queued',
          header: 'Waiting',
          numeric: true,
          cell: ({ queued, waitingSince }) => (
            <>
              {queued}
              {waitingSince && (
                <span className="block text-xs whitespace-nowrap text-ink-soft">
                  since <Moment at={waitingSince} />
                </span>
              )}
            </>
          ),
        },
        {
          id: 'running',
          header: 'Running',
          numeric: true,
          cell: ({ running, concurrency }) => (concurrency === null ? running : `${running} of ${concurrency}`),
        },
        {
          id: 'failed',
          header: 'Failed',
          numeric: true,
          cell: ({ failed }) => <span className={failed > 0 ? 'font-semibold text-danger' : ''}>{failed}</span>,
        },
        { id: 'done', header: 'Done', numeric: true, cell: ({ succeeded }) => succeeded },
        { id: 'median', header: 'Usually takes', numeric: true, cell: ({ medianSeconds }) => timeText(medianSeconds) },
        { id: 'slow', header: 'One in 20 over', numeric: true, cell: ({ slowSeconds }) => timeText(slowSeconds) },
        { id: 'repeated', header: 'Repeated', numeric: true, cell: ({ repeated }) => repeated },
        { id: 'attempts', header: 'Tries', numeric: true, cell: (queue) => triesAllowedText(queue) },
      ]}
    />
  );
}

function timeText(seconds: number | null): ReactNode {
  return <span className="whitespace-nowrap">{seconds === null ? '–' : secondsText(seconds)}</span>;
}
