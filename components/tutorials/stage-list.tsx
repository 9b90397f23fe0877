import { Check, Circle, CircleAlert } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { timingText } from '@/components/ui/duration';
import { Spinner } from '@/components/ui/spinner';
import type { StageName } from '@/lib/features/tutorials/schemas';

export type StageState = 'waiting' | 'running' | 'done' | 'failed';

export interface StageView {
  name: StageName;
  state: StageState;
  milliseconds?: number;
  /** What came of it, in a short sentence. */
  detail?: string;
}

const stageLabels: Record<StageName, string> = {
  retrieve: 'Finding material',
  plan: 'Planning the steps',
  write: 'Writing the lesson',
  run: 'Running every code block',
  store: 'Putting it on your shelf',
};

const horizons = ['bg-horizon-o', 'bg-horizon-a', 'bg-horizon-b', 'bg-horizon-c', 'bg-horizon-r'];

const stateWords: Record<StageState, string> = { waiting: 'waiting', running: 'under way', done: 'done', failed: 'failed' };

function StateMark({ state }: { state: StageState }) {
  if (state === 'running') return <Spinner className="w-5 justify-center text-leaf-deep" />;
  if (state === 'done') return <Check aria-hidden className="size-5 text-leaf-deep" />;
  if (state === 'failed') return <CircleAlert aria-hidden className="size-5 text-danger" />;
  return <Circle aria-hidden className="size-5 text-line-strong" />;
}

/** The stages of making a tutorial, laid down like strata: each one's layer appears when it has been reached. */
export function StageList({ stages, label = 'Making the tutorial' }: { stages: readonly StageView[]; label?: string }) {
  return (
    <ol aria-label={label} aria-live="polite" className="overflow-hidden rounded-card border bg-surface">
      {stages.map((stage, index) => (
        <li key={stage.name} className="flex items-stretch border-b last:border-b-0">
          <span
            aria-hidden
            className={classNames(
              'w-2 shrink-0 transition-opacity',
              horizons[index % horizons.length],
              stage.state === 'waiting' && 'opacity-15',
            )}
          />
          <div className="flex min-h-14 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2.5">
            <StateMark state={stage.state} />
            <span className={classNames('font-medium', stage.state === 'waiting' && 'text-ink-soft')}>{stageLabels[stage.name]}</span>
            <span className="sr-only">{stateWords[stage.state]}</span>
            {stage.milliseconds !== undefined && (
              <span className="ml-auto text-sm text-ink-soft tabular-nums">{timingText(stage.milliseconds)}</span>
            )}
            {stage.detail && <span className="w-full pl-8 text-sm text-ink-soft">{stage.detail}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
