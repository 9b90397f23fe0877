'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { Kbd } from '@/components/ui/kbd';
import type { Progress } from '@/lib/features/learning/schemas';
import { ContentsRail, type StepHeading } from './contents-rail';
import { stepForKey, stepHash } from './step-navigation';
import { useProgress } from './use-progress';
import { useStepInAddress } from './use-step-in-address';

export interface ReaderStep extends StepHeading {
  /** The step's StepView, rendered by the server. */
  content: ReactNode;
}

export interface TutorialReaderProps {
  steps: readonly ReaderStep[];
  /** Where the reader stopped last time, and what was read. */
  progress?: Progress;
  /** Stands after the last step: rating, what to read next. */
  ending?: ReactNode;
}

/** Reads a tutorial step by step: contents, next and previous, ← and →. All steps stay mounted, so edits are kept. */
export function TutorialReader({ steps, progress, ending }: TutorialReaderProps) {
  const [current, go] = useStepInAddress(steps.length);
  const [seen, setSeen] = useState(() => new Set(steps.flatMap(({ id }, index) => (progress?.read.includes(id) ? [index] : []))));
  const articles = useRef<(HTMLElement | null)[]>([]);
  const headings = useRef<(HTMLHeadingElement | null)[]>([]);
  const shown = useRef(current);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const next = stepForKey(event, current, steps.length);
      if (next !== undefined) go(next);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [current, go, steps.length]);

  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    headings.current[current]?.focus({ preventScroll: true });
    headings.current[current]?.scrollIntoView({ block: 'start' });
  }, [current]);

  const { resume, finish } = useProgress({ steps, current, progress, articles });

  function goOn() {
    setSeen((before) => new Set([...before, current]));
    finish(current);
    if (current + 1 < steps.length) go(current + 1);
  }

  const isLast = current === steps.length - 1;
  return (
    <div className="gap-10 lg:grid lg:grid-cols-[17rem_minmax(0,1fr)]">
      <nav aria-label="Contents of this tutorial" className="mb-6 lg:mb-0">
        <div className="sticky top-24 hidden lg:block">
          <ContentsRail steps={steps} current={current} seen={seen} />
          <p className="mt-3 flex items-center gap-1.5 text-sm text-ink-soft">
            <Kbd>←</Kbd> <Kbd>→</Kbd> turn the steps
          </p>
        </div>
        <details className="lg:hidden">
          <summary className="flex min-h-11 items-center rounded-control border border-line-strong bg-surface px-4 font-medium">
            Contents: step {current + 1} of {steps.length}
          </summary>
          <div className="mt-2">
            <ContentsRail steps={steps} current={current} seen={seen} />
          </div>
        </details>
      </nav>
      <div className="min-w-0">
        {resume !== undefined && (
          <p className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card bg-sky-wash px-4 py-2.5">
            <span className="min-w-0">
              You stopped at step {resume + 1}: {steps[resume]?.title}
            </span>
            {/* A plain link: the step follows the address, of which the router's own links tell nobody. */}
            <a href={stepHash(resume)} className={buttonStyle('secondary', 'small', 'min-h-10')}>
              Continue there
            </a>
          </p>
        )}
        {steps.map((step, index) => (
          <article
            key={step.id}
            ref={(element) => {
              articles.current[index] = element;
            }}
            hidden={index !== current}
            aria-labelledby={`heading-${step.id}`}
          >
            <p className="text-sm font-medium text-ink-soft">
              Step {index + 1} of {steps.length}, about {step.minutes} minutes
            </p>
            <h2
              id={`heading-${step.id}`}
              ref={(element) => {
                headings.current[index] = element;
              }}
              tabIndex={-1}
              className="mt-1 mb-5 scroll-mt-24 text-2xl outline-none sm:text-3xl"
            >
              {step.title}
            </h2>
            {step.content}
          </article>
        ))}
        {isLast && seen.has(current) && <div className="mt-8">{ending}</div>}
        <div className="mt-10 flex items-center justify-between gap-3 border-t pt-5">
          <Button variant="secondary" disabled={current === 0} onClick={() => go(current - 1)}>
            <ArrowLeft aria-hidden className="size-4" />
            Previous
          </Button>
          <Button onClick={goOn} disabled={isLast && seen.has(current)}>
            {isLast ? (seen.has(current) ? 'Done' : 'Finish') : 'Next'}
            {!isLast && <ArrowRight aria-hidden className="size-4" />}
          </Button>
        </div>
      </div>
    </div>
  );
}
