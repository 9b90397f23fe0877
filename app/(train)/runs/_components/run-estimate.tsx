import { bytesText, labelOf, numberText } from '@/components/runs/run-words';
import { Alert } from '@/components/ui/alert';
import { durationText } from '@/components/ui/duration';
import type { EstimatedRun } from '@/lib/features/runs';

/** What a training will take, before it starts. */
export function RunEstimate({ estimate, isOld }: { estimate: EstimatedRun; isOld: boolean }) {
  const { estimate: cost, counts, waiting } = estimate;
  return (
    <Alert tone={isOld ? 'warning' : 'success'} title={`About ${durationText(cost.seconds)} and ${bytesText(cost.bytes)} of memory`}>
      <p>
        {isOld && 'The form has changed since: ask again. '}
        This is an estimate for a machine that does nothing else meanwhile; once the training runs, its own steps tell the time left.{' '}
        {waiting === 0 ? 'It can start at once.' : waiting === 1 ? 'One training goes first.' : `${waiting} trainings go first.`}
      </p>
      {Object.keys(counts).length > 0 && (
        <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
          {Object.entries(counts).map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-ink-soft">{labelOf(name)}:</dt>
              <dd className="font-medium tabular-nums">{numberText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Alert>
  );
}
