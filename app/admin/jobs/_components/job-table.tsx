'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useEventStream } from '@/components/live/use-event-stream';
import { useRefresh } from '@/components/live/use-refresh';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { Progress } from '@/components/ui/progress';
import { Table } from '@/components/ui/table';
import type { JobView } from '@/lib/features/system/schemas';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { jobStateWords, jobTones, ownerText, tookText, triesText } from '@/components/jobs/job-words';
import { useJobActs } from './use-job-acts';

/** A stream follows so many jobs at most; the rest of a page is asked for now and then. */
const followed = 20;

/** Jobs as they change before one's eyes; those that wait or run can be stopped, those that failed started again. */
export function JobTable({ jobs, caption, empty = 'No jobs here.' }: { jobs: readonly JobView[]; caption: string; empty?: string }) {
  const router = useRouter();
  const [changed, setChanged] = useState<Readonly<Record<string, JobView>>>({});
  const { act, refusal, isBusy } = useJobActs();
  const shown = jobs.map((job) => {
    const newer = changed[job.id];
    return newer && newer.revision > job.revision ? newer : job;
  });
  const open = shown.filter(({ state }) => !isFinalJobState(state)).slice(0, followed);
  const url = open.length > 0 ? `/api/events?jobs=${open.map(({ id }) => id).join(',')}` : undefined;
  useEventStream(
    url,
    {
      job: (data) => {
        const job = data as JobView;
        setChanged((all) => ({ ...all, [job.id]: job }));
        if (isFinalJobState(job.state)) router.refresh();
      },
    },
    () => router.refresh(),
  );
  // New jobs are asked for by others, too.
  useRefresh(10);

  return (
    <div className="space-y-4">
      {refusal && <Alert tone="danger">{refusal}</Alert>}
      <Table
        caption={caption}
        rows={shown}
        rowKey={(job) => job.id}
        empty={empty}
        columns={[
          { id: 'kind', header: 'Job', rowHeader: true, cell: (job) => <JobName job={job} /> },
          {
            id: 'state',
            header: 'State',
            cell: (job) => (
              <div className="min-w-32 space-y-1.5">
                <Badge tone={jobTones[job.state]}>{jobStateWords[job.state]}</Badge>
                {job.state === 'running' && <Progress label={job.message ?? 'Under way'} value={job.progress} max={1} />}
                {job.state === 'queued' && job.startAfter && (
                  <span className="block text-xs text-ink-soft">
                    not before <Moment at={job.startAfter} />
                  </span>
                )}
                {job.error && <p className="line-clamp-2 max-w-72 text-sm text-danger">{job.error.message}</p>}
              </div>
            ),
          },
          { id: 'created', header: 'Asked for', cell: (job) => <Moment at={job.createdAt} /> },
          { id: 'took', header: 'Took', numeric: true, cell: (job) => <span className="whitespace-nowrap">{tookText(job)}</span> },
          { id: 'attempt', header: 'Tries', numeric: true, cell: (job) => <span className="whitespace-nowrap">{triesText(job)}</span> },
          {
            id: 'act',
            header: <span className="sr-only">Act</span>,
            cell: (job) => {
              if (job.state === 'succeeded') return null;
              const what = isFinalJobState(job.state) ? 'retry' : 'cancel';
              return (
                <Button
                  variant="secondary"
                  size="small"
                  className="whitespace-nowrap"
                  busy={isBusy(what, job.id)}
                  aria-label={`${what === 'retry' ? 'Try again' : 'Cancel'}: ${job.queue} of ${ownerText(job)}`}
                  onClick={() => act(what, job.id)}
                >
                  {what === 'retry' ? 'Try again' : 'Cancel'}
                </Button>
              );
            },
          },
        ]}
      />
    </div>
  );
}

function JobName({ job }: { job: JobView }) {
  return (
    <>
      <Link
        href={`/admin/jobs/${job.id}`}
        className="inline-flex min-h-9 items-center font-mono text-sm whitespace-nowrap underline underline-offset-4"
      >
        {job.queue}
      </Link>
      <span className="block text-xs font-normal whitespace-nowrap text-ink-soft">
        <bdi>{ownerText(job)}</bdi> · {job.id.slice(0, 8)}
      </span>
    </>
  );
}
