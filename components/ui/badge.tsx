import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { toneStyle, type Tone } from './tones';

/** A word about the state of something. */
export function Badge({ tone = 'neutral', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap',
        toneStyle[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
