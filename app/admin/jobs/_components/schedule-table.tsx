'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import type { ScheduleView } from '@/lib/features/system/schemas';
import { runNow } from '../actions';
import { jobStateWords, jobTones } from '@/components/jobs/job-words';

/** Schedules with the moments they are due; each can be done at once, too. */
export function ScheduleTable({ schedules }: { schedules: readonly ScheduleView[] }) {
  const router = useRouter();
  const { run, busy, refusal } = useAction(runNow);
  return (
    <div className="space-y-4">
      {refusal && <Alert tone="danger">{refusal.message}</Alert>}
      <Table
        caption="Schedules"
        rows={schedules}
        rowKey={({ queue, key }) => `${queue} ${key}`}
        columns={[
          {
            id: 'what',
            header: 'What',
            rowHeader: true,
            cell: ({ queue, key }) => (
              <span className="font-mono text-sm">
                {queue}
                {key && <span className="block text-xs font-normal text-ink-soft">{key}</span>}
              </span>
            ),
          },
          {
            id: 'when',
            header: 'When',
            cell: ({ cron, timezone, catchUp }) => (
              <>
                <span className="font-mono text-sm whitespace-nowrap">{cron}</span>
                <span className="block text-xs text-ink-soft">
                  {timezone}
                  {catchUp && ', done later where it was missed'}
                </span>
              </>
            ),
          },
          {
            id: 'next',
            header: 'Next',
            cell: ({ next }) => (
              <ul className="text-sm">
                {next.map((at) => (
                  <li key={at}>
                    <Moment at={at} />
                  </li>
                ))}
              </ul>
            ),
          },
          {
            id: 'last',
            header: 'Last',
            cell: ({ lastJob }) =>
              lastJob ? (
                <>
                  <Badge tone={jobTones[lastJob.state]}>{jobStateWords[lastJob.state]}</Badge>{' '}
                  <Link
                    href={`/admin/jobs/${lastJob.id}`}
                    className="inline-flex min-h-9 items-center text-sm underline underline-offset-4"
                  >
                    <Moment at={lastJob.createdAt} />
                  </Link>
                </>
              ) : (
                <span className="text-ink-soft">not yet</span>
              ),
          },
          {
            id: 'act',
            header: <span className="sr-only">Act</span>,
            cell: ({ queue, key }) => (
              <Button
                variant="secondary"
                size="small"
                className="whitespace-nowrap"
                busy={busy}
                aria-label={`Run now: ${queue} ${key}`.trim()}
                onClick={() => run({ queue, key }).then(() => router.refresh())}
              >
                Run now
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}
