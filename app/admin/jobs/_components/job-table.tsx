'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { Progress } from '@/components/ui/progress';
import { Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tones';
import type { JobView } from '@/lib/features/system/schemas';
import type { JobState } from '@/lib/vocabulary/job-states';
import { cancel, retry } from '../actions';

const tones: Record<JobState, Tone> = { queued: 'sky', running: 'clay', succeeded: 'leaf', failed: 'danger', cancelled: 'neutral' };

/** Jobs with their states, durations and logs; those that wait or run can be stopped, failed ones started again. */
export function JobTable({ jobs }: { jobs: readonly JobView[] }) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  async function apply(change: typeof cancel, id: string) {
    const result = await change({ id });
    setError(result.ok ? undefined : result.error.message);
    router.refresh();
  }
  return (
    <>
      {error && <Alert tone="danger">{error}</Alert>}
      <Table
        caption="Jobs"
        rows={jobs}
        rowKey={(job) => job.id}
        empty="No jobs here."
        columns={[
          { id: 'kind', header: 'Kind', rowHeader: true, cell: (job) => <JobName job={job} /> },
          { id: 'state', header: 'State', cell: (job) => <Badge tone={tones[job.state]}>{job.state}</Badge> },
          { id: 'created', header: 'Asked for', cell: (job) => <Moment at={job.createdAt} /> },
          { id: 'took', header: 'Took', numeric: true, cell: durationOf },
          { id: 'attempt', header: 'Tries', numeric: true, cell: (job) => job.attempt },
          {
            id: 'act',
            header: <span className="sr-only">Act</span>,
            cell: (job) => {
              if (job.state === 'queued' || job.state === 'running') {
                return (
                  <Button variant="secondary" size="small" onClick={() => apply(cancel, job.id)}>
                    Cancel
                  </Button>
                );
              }
              if (job.state === 'succeeded') return null;
              return (
                <Button variant="secondary" size="small" onClick={() => apply(retry, job.id)}>
                  Try again
                </Button>
              );
            },
          },
        ]}
      />
    </>
  );
}

function JobName({ job }: { job: JobView }) {
  return (
    <details>
      <summary className="cursor-pointer font-mono text-sm">{job.queue}</summary>
      <div className="mt-2 max-w-md space-y-2 text-sm font-normal">
        {job.state === 'running' && <Progress label={job.message ?? 'Running'} value={job.progress} max={1} />}
        {job.error && <p className="text-danger">{job.error.message}</p>}
        <pre className="max-h-60 overflow-auto font-mono text-xs whitespace-pre-wrap text-ink-soft">
          {job.log.map(({ line }) => line).join('\n') || 'No log.'}
        </pre>
      </div>
    </details>
  );
}

function durationOf({ startedAt, finishedAt }: JobView): string {
  if (!startedAt || !finishedAt) return '';
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}
