'use client';

import { useState } from 'react';
import { useEventStream } from '@/components/live/use-event-stream';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { useAction } from '@/components/ui/use-action';
import type { JobView } from '@/lib/features/system/schemas';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { stop } from '../pull/actions';

/** A pull as it comes in. Whoever leaves the page loses nothing: the job goes on. */
export function PullProgress({ jobId, onDone }: { jobId: string; onDone: (result: unknown) => void }) {
  const [job, setJob] = useState<JobView>();
  const stopping = useAction(stop);
  const isOver = job !== undefined && isFinalJobState(job.state);
  useEventStream(
    isOver ? undefined : `/api/events?jobs=${jobId}`,
    {
      job: (data) => {
        const next = data as JobView;
        setJob(next);
        if (next.state === 'succeeded') onDone(next.result);
      },
    },
    () => undefined,
  );
  if (job?.state === 'failed') return <Alert tone="danger">{job.error?.message}</Alert>;
  if (job?.state === 'cancelled') return <Alert tone="info">Stopped. What has come is kept: the next pull goes on from there.</Alert>;
  return (
    <div className="space-y-3">
      <Progress label={job?.message ?? 'Waiting'} value={job?.progress ?? null} max={1} />
      {stopping.refusal && <Alert tone="danger">{stopping.refusal.message}</Alert>}
      {!isOver && (
        <Button variant="secondary" size="small" busy={stopping.busy} onClick={() => stopping.run({ id: jobId })}>
          Stop
        </Button>
      )}
    </div>
  );
}
