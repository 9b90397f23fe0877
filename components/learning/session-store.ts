'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Map<string, Set<() => void>>();
/** Where a browser keeps nothing (a private window may refuse), what was typed lives as long as the page. */
const memory = new Map<string, string>();

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Keeps a text in this tab until it is closed; null takes it away. */
export function keepInTab(key: string, value: string | null): void {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // The memory above has it.
  }
  listeners.get(key)?.forEach((changed) => changed());
}

/** A text that this tab keeps over reloads and over signing in; nobody who opens the browser later finds it. */
export function useKeptInTab(key: string): string | null {
  const listen = useCallback(
    (changed: () => void) => {
      const own = listeners.get(key) ?? new Set();
      listeners.set(key, own.add(changed));
      return () => own.delete(changed);
    },
    [key],
  );
  return useSyncExternalStore(
    listen,
    () => read(key),
    () => null,
  );
}

export { read as readFromTab };
