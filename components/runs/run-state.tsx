import { Badge } from '@/components/ui/badge';
import { Progress } from '@/components/ui/progress';
import type { RunSummary } from '@/lib/features/runs';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { phaseWords, runStateWords, runTones } from './run-words';

/** A run's state in a word, with its place in the queue or what it was told. */
export function RunStateBadge({ run }: { run: Pick<RunSummary, 'state' | 'position' | 'order'> }) {
  const { state, position, order } = run;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone={runTones[state]}>{runStateWords[state]}</Badge>
      {state === 'queued' && position !== null && <span className="text-sm whitespace-nowrap text-ink-soft">{placeText(position)}</span>}
      {order && !isFinalRunState(state) && (
        <span className="text-sm whitespace-nowrap text-ink-soft">{order === 'pause' ? 'is to pause' : 'is to end'}</span>
      )}
    </span>
  );
}

function placeText(position: number): string {
  return position === 1 ? 'next in line' : `number ${position} in line`;
}

/** How far a run is, and how long it will still take. */
export function RunProgress({
  run,
  className,
}: {
  run: Pick<RunSummary, 'phase' | 'progress' | 'step' | 'steps' | 'secondsLeft' | 'state'>;
  className?: string;
}) {
  const { phase, progress, step, steps, secondsLeft, state } = run;
  return (
    <Progress
      className={className}
      label={phase ? phaseWords[phase] : 'Under way'}
      value={progress}
      max={1}
      secondsLeft={state === 'running' && secondsLeft !== null ? secondsLeft : undefined}
      detail={steps === null ? undefined : `step ${step} of ${steps}`}
    />
  );
}
