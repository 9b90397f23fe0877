import Link from 'next/link';
import { jobStateWords, jobTones } from '@/components/jobs/job-words';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { BatchSummary } from '@/lib/features/tutorials';

/** The batches of before, each under its first topics. */
export function EarlierBatches({ batches }: { batches: readonly BatchSummary[] }) {
  return (
    <Table
      caption="Your batches"
      rows={batches}
      rowKey={({ id }) => id}
      empty="None yet. What you ask for above is listed here."
      columns={[
        {
          id: 'topics',
          header: 'Topics',
          rowHeader: true,
          cell: ({ id, topics }) => (
            <Link
              href={`/batches/${id}`}
              className="line-clamp-2 max-w-80 min-w-40 py-1 break-words underline underline-offset-4"
              dir="auto"
            >
              {topics.slice(0, 3).join(', ')}
              {topics.length > 3 && ` and ${topics.length - 3} more`}
            </Link>
          ),
        },
        { id: 'state', header: 'State', cell: ({ state }) => <Badge tone={jobTones[state]}>{jobStateWords[state]}</Badge> },
        {
          id: 'made',
          header: 'Made',
          numeric: true,
          cell: ({ made, topics }) => <span className="whitespace-nowrap">{`${made} of ${topics.length}`}</span>,
        },
        { id: 'asked', header: 'Asked for', cell: ({ createdAt }) => <Moment at={createdAt} /> },
      ]}
    />
  );
}
