'use client';

import { X } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Api, Failure } from './api';

/** What a person has added to a list of the server's at `path`: read when the page is shown, and again behind each change. */
export function useOwnEntries<Listed>(api: Api, path: string) {
  const [there, setThere] = useState<Listed>();
  const [failure, setFailure] = useState<Failure>();

  const load = useCallback(async () => {
    const answer = await api.get<Listed>(path);
    if (answer.ok) setThere(answer.value);
    else setFailure(answer.failure);
  }, [api, path]);
  useEffect(() => {
    void Promise.resolve().then(load);
  }, [load]);

  /** Whether it was taken. */
  async function add(entry: object): Promise<boolean> {
    const answer = await api.post(path, entry);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) await load();
    return answer.ok;
  }
  async function take(id: string): Promise<void> {
    const answer = await api.delete(`${path}/${id}`);
    setFailure(answer.ok ? undefined : answer.failure);
    await load();
  }
  return { there, failure, add, take };
}

interface OwnEntriesProps<Entry> {
  readonly label: string;
  readonly entries: readonly Entry[];
  /** What a screen reader says of the button that takes an entry away. */
  readonly takeLabel: (entry: Entry) => string;
  readonly onTake: (id: string) => Promise<void>;
  readonly children: (entry: Entry) => ReactNode;
}

/** A person's own entries, each with a button that takes it away; nothing where there are none. */
export function OwnEntries<Entry extends { readonly id: string }>({ label, entries, takeLabel, onTake, children }: OwnEntriesProps<Entry>) {
  if (entries.length === 0) return null;
  return (
    <ul aria-label={label} className="space-y-1">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-center justify-between gap-3 text-sm">
          <span className="min-w-0 break-words">{children(entry)}</span>
          <button
            type="button"
            aria-label={takeLabel(entry)}
            className="grid size-11 shrink-0 place-items-center rounded-control text-ink-soft hover:text-danger"
            onClick={() => onTake(entry.id)}
          >
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  );
}
