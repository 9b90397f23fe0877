'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ActionAnswer } from '@/components/ui/use-action';
import { cancel, discard, retry } from '../actions';

type Act = 'cancel' | 'retry' | 'discard';

const acts: Record<Act, (input: { id: string }) => Promise<ActionAnswer<unknown>>> = { cancel, retry, discard };

/** What an admin can do to a job. Knows which one is being changed, and why the last change was refused. */
export function useJobActs() {
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  /** Whether it was done. */
  async function act(what: Act, id: string): Promise<boolean> {
    setBusy(`${what} ${id}`);
    const result = await acts[what]({ id }).catch(() => undefined);
    setBusy(undefined);
    setRefusal(result?.ok ? undefined : (result?.error.message ?? 'Loam could not be reached. Is it still running?'));
    router.refresh();
    return result?.ok === true;
  }
  return { act, refusal, isBusy: (what: Act, id: string) => busy === `${what} ${id}` };
}
