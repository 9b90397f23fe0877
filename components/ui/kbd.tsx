import type { ReactNode } from 'react';

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-6 items-center justify-center rounded border border-b-2 border-line-strong bg-surface px-1.5 font-mono text-xs text-ink-soft">
      {children}
    </kbd>
  );
}
