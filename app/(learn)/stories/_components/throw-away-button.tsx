'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { throwAway } from '../actions';

/** Throws a kept story away, once the person has said so twice. */
export function ThrowAwayButton({ id }: { id: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function confirm() {
    setBusy(true);
    const result = await throwAway({ id });
    if (result.ok) return router.push('/stories');
    setBusy(false);
    setError(result.error.message);
  }

  return (
    <Dialog
      title="Throw this story away?"
      description="It cannot be brought back, but the same prompt, settings and seed tell it again."
      trigger={<Button variant="secondary">Throw away</Button>}
      actions={
        <>
          <DialogClose>
            <Button variant="secondary">Keep it</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={confirm}>
            Throw away
          </Button>
        </>
      }
    >
      {error && <Alert tone="danger">{error}</Alert>}
    </Dialog>
  );
}
