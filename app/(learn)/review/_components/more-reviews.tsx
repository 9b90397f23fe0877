'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Stands at the end of a sitting while more is due: a pause, and the next cards. */
export function MoreReviews() {
  const router = useRouter();
  const [busy, start] = useTransition();
  return (
    <EmptyState
      level="h2"
      title="A good moment for a pause"
      description="These are done. More are due, now or later today."
      action={
        <Button busy={busy} onClick={() => start(() => router.refresh())}>
          Go on
        </Button>
      }
    />
  );
}
