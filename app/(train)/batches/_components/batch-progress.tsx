'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Table } from '@/components/ui/table';
import type { Batch, BatchItem } from '@/lib/features/tutorials';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { cancelBatch } from '../actions';

const tones = { waiting: 'neutral', made: 'leaf', failed: 'danger' } as const;

function Outcome({ item }: { item: BatchItem }) {
  if (item.slug)
    return (
      <Link href={`/tutorials/${item.slug}`} className="inline-block py-1 break-words underline underline-offset-4">
        {item.slug}
      </Link>
    );
  return <span className="block min-w-48 text-sm text-ink-soft">{item.error?.message}</span>;
}

/** How far a batch is, topic by topic, while its job goes on. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const { jobId, state, items, made, failed, waiting } = batch;
  const isOver = isFinalJobState(state);

  useEffect(() => {
    if (!jobId || isOver) return;
    const events = new EventSource(`/api/events?jobs=${jobId}`);
    events.addEventListener('job', (event) => {
      const job = JSON.parse((event as MessageEvent<string>).data) as { state: Batch['state'] };
      if (isFinalJobState(job.state)) events.close();
      router.refresh();
    });
    return () => events.close();
  }, [jobId, isOver, router]);

  async function cancel() {
    const result = await cancelBatch({ id: jobId ?? '' });
    setError(result.ok ? undefined : result.error.message);
    router.refresh();
  }

  return (
    <div className="space-y-5">
      <Progress label={`${made} made, ${failed} failed, ${waiting} waiting`} value={made + failed} max={items.length} />
      {state === 'cancelled' && <Alert tone="warning">This batch was cancelled. What was made is kept.</Alert>}
      {isOver && failed > 0 && (
        <Alert tone="warning">
          {failed} of {items.length} topics could not be made; the reason stands beside each.
        </Alert>
      )}
      {error && <Alert tone="danger">{error}</Alert>}
      <Table
        caption="Topics of this batch"
        rows={items.map((item, index) => ({ ...item, key: `${index}` }))}
        rowKey={({ key }) => key}
        columns={[
          { id: 'topic', header: 'Topic', rowHeader: true, cell: ({ topic }) => <span dir="auto">{topic}</span> },
          { id: 'state', header: 'State', cell: (item) => <Badge tone={tones[item.state]}>{item.state}</Badge> },
          { id: 'outcome', header: 'Tutorial', cell: (item) => <Outcome item={item} /> },
        ]}
      />
      {!isOver && (
        <Button variant="secondary" onClick={cancel}>
          Cancel the rest
        </Button>
      )}
    </div>
  );
}
