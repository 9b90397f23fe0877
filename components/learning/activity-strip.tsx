import { classNames } from '@/components/ui/class-names';
import type { ActivityDay } from '@/lib/features/learning/schemas';
import { activityWords, didSomething, dayWords } from './activity-words';

/** Four weeks as a bed of squares: grown over where something was learned. Empty days are just soil. */
export function ActivityStrip({ days }: { days: readonly ActivityDay[] }) {
  return (
    <div>
      <p className="mb-3 text-ink-soft">{activityWords(days)}</p>
      <ol aria-label="The last four weeks" className="grid w-fit grid-cols-7 gap-1.5">
        {days.map((day) => (
          <li
            key={day.day}
            title={dayWords(day)}
            className={classNames('size-7 rounded', didSomething(day) ? 'bg-leaf' : 'border border-line bg-sunken')}
          >
            <span className="sr-only">{dayWords(day)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
