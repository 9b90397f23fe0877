'use client';

import { Check } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { stepHash } from './step-navigation';

export interface StepHeading {
  id: string;
  title: string;
  minutes: number;
}

const horizons = ['bg-horizon-o', 'bg-horizon-a', 'bg-horizon-b', 'bg-horizon-c', 'bg-horizon-r'];

/** The steps as a core drilled through the ground: each one a layer, deeper and deeper. */
export function ContentsRail({ steps, current, seen }: { steps: readonly StepHeading[]; current: number; seen: ReadonlySet<number> }) {
  return (
    <ol className="overflow-hidden rounded-card border bg-surface">
      {steps.map((step, index) => {
        const isCurrent = index === current;
        const layer = horizons[Math.floor((index * horizons.length) / steps.length)];
        return (
          <li key={step.id} className="border-b last:border-b-0">
            <a
              href={stepHash(index)}
              aria-current={isCurrent ? 'step' : undefined}
              className={classNames(
                'flex min-h-12 items-stretch gap-3 pr-3 hover:bg-sunken focus-visible:-outline-offset-2',
                isCurrent && 'bg-leaf-wash font-medium hover:bg-leaf-wash',
              )}
            >
              <span aria-hidden className={classNames('w-1.5 shrink-0', layer, !isCurrent && !seen.has(index) && 'opacity-40')} />
              <span className="flex-1 py-2.5 text-[0.9375rem] leading-snug">{step.title}</span>
              <span className="flex items-center gap-1 text-xs whitespace-nowrap text-ink-soft tabular-nums">
                {seen.has(index) && !isCurrent && <Check aria-label="read" className="size-4 text-leaf-deep" />}
                {step.minutes} min
              </span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
