import { useId } from 'react';
import { classNames } from './class-names';
import { durationText } from './duration';

export interface ProgressProps {
  label: string;
  /** Done so far, of `max`; null when nobody can say. */
  value: number | null;
  max?: number;
  /** Estimated time to the end, where there is an estimate. */
  secondsLeft?: number;
  /** Further words, such as "epoch 3 of 5". */
  detail?: string;
  className?: string;
}

/** How far a piece of work has come, and how long it will still take. */
export function Progress({ label, value, max = 100, secondsLeft, detail, className }: ProgressProps) {
  const id = useId();
  const percent = value === null ? null : Math.max(0, Math.min(100, (value / max) * 100));
  const words = [detail, secondsLeft === undefined ? undefined : `about ${durationText(secondsLeft)} left`].filter(Boolean).join(', ');
  return (
    <div className={className}>
      <div className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-sm">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span className="text-ink-soft tabular-nums">
          {words}
          {percent !== null && `${words ? ' · ' : ''}${Math.round(percent)} %`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent === null ? undefined : Math.round(percent)}
        aria-valuetext={words || undefined}
        className="h-2.5 overflow-hidden rounded-full border border-line-strong bg-sunken"
      >
        <div
          className={classNames('h-full rounded-full bg-leaf transition-[width]', percent === null && 'w-1/3 animate-pulse')}
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
