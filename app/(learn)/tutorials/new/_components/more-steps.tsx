import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { keyOfStep, type OutlineStep } from '@/lib/features/tutorials';

/** Steps that would fit too, the most useful first. */
export function MoreSteps({ steps, onAdd }: { steps: readonly OutlineStep[]; onAdd: (step: OutlineStep) => void }) {
  return (
    <details className="rounded-card border p-4">
      <summary className="cursor-pointer font-medium">Add a step ({steps.length} would fit)</summary>
      <ul className="mt-3 space-y-1">
        {steps.map((step) => (
          <li key={keyOfStep(step)} className="flex items-center gap-2">
            <Button variant="quiet" size="icon" aria-label={`Add ${step.title}`} onClick={() => onAdd(step)}>
              <Plus aria-hidden className="size-4" />
            </Button>
            <span className="min-w-0 flex-1">{step.title}</span>
            <span className="text-sm whitespace-nowrap text-ink-soft tabular-nums">{step.minutes} min</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
