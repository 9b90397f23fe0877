'use client';

import { useState } from 'react';

/** Why an action was refused; fields name what to mend. */
export interface Refusal {
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a server action answers: see lib/entry/action. */
export type ActionAnswer<Output> = { readonly ok: true; readonly output: Output } | { readonly ok: false; readonly error: Refusal };

/** Calls a server action and keeps what a form shows of it: whether it runs, and why it was refused. */
export function useAction<Input, Output>(act: (input: Input) => Promise<ActionAnswer<Output>>) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  /** The output, or undefined where the action was refused. */
  async function run(input: Input): Promise<Output | undefined> {
    setBusy(true);
    setRefusal(undefined);
    const result = await act(input).catch(() => undefined);
    setBusy(false);
    if (result?.ok) return result.output;
    setRefusal(result?.error ?? { message: 'Loam could not be reached. Is it still running?' });
    return undefined;
  }
  return { run, busy, refusal };
}
