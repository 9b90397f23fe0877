import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { OutlineStep, OutlineWarning } from '@/lib/features/tutorials';

export interface OutlineRowProps {
  step: OutlineStep;
  place: number;
  count: number;
  warnings: readonly OutlineWarning[];
  onMove: (to: number) => void;
  onRename: (title: string) => void;
  onRemove: () => void;
}

/** One step of a plan, with what its place takes for granted. */
export function OutlineRow({ step, place, count, warnings, onMove, onRename, onRemove }: OutlineRowProps) {
  return (
    <li className="rounded-card border bg-surface p-3 sm:p-4" data-outline-step={step.shape}>
      <div className="flex flex-wrap items-center gap-2">
        <span aria-hidden className="w-6 text-right font-medium text-ink-soft tabular-nums">
          {place + 1}
        </span>
        <Input
          aria-label={`Title of step ${place + 1}`}
          value={step.title}
          maxLength={140}
          dir="auto"
          className="min-w-0 flex-1 basis-52"
          onChange={(event) => onRename(event.target.value)}
        />
        <span className="text-sm whitespace-nowrap text-ink-soft tabular-nums">{step.minutes} min</span>
        <span className="ml-auto flex">
          <Button variant="quiet" size="icon" aria-label={`Move ${step.title} up`} disabled={place === 0} onClick={() => onMove(place - 1)}>
            <ArrowUp aria-hidden className="size-4" />
          </Button>
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Move ${step.title} down`}
            disabled={place === count - 1}
            onClick={() => onMove(place + 1)}
          >
            <ArrowDown aria-hidden className="size-4" />
          </Button>
          <Button variant="quiet" size="icon" aria-label={`Leave out ${step.title}`} onClick={onRemove}>
            <X aria-hidden className="size-4" />
          </Button>
        </span>
      </div>
      {step.passageId && <p className="mt-1 pl-8 text-sm text-ink-soft">From your own document</p>}
      {warnings.map(({ concept, needs, kind }) => (
        <p key={needs} className={`mt-1 pl-8 text-sm ${kind === 'later' ? 'font-medium text-warn' : 'text-ink-soft'}`}>
          {kind === 'later' ? `${concept} builds on ${needs}, which comes only later.` : `Takes ${needs} for granted.`}
        </p>
      ))}
    </li>
  );
}
