'use client';

import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/use-action';
import { retryAll } from '../actions';

/** Starts all failed jobs of one queue again. */
export function RetryAll({ queue, count }: { queue: string; count: number }) {
  const router = useRouter();
  const { run, busy, refusal } = useAction(retryAll);
  return (
    <>
      <Button variant="secondary" busy={busy} onClick={() => run({ queue }).then(() => router.refresh())}>
        Try {count === 1 ? 'the one' : `all ${count}`} of <span className="font-mono text-sm">{queue}</span> again
      </Button>
      {refusal && (
        <Alert tone="danger" className="basis-full">
          {refusal.message}
        </Alert>
      )}
    </>
  );
}
