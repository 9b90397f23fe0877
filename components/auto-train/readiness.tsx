import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import type { TrainingStats } from '@/lib/features/automation';
import { VoicesTable } from './batch-results';

/** How near the next fine-tune is, and who told what there is. */
export function Readiness({ stats, children }: { stats: TrainingStats; children?: React.ReactNode }) {
  const { since_last_finetune: since, threshold, training_examples, own_passages, ready_for_finetuning, auto_finetune } = stats;
  const shown = Math.min(since, threshold);
  return (
    <Card>
      <CardHeader
        title="Your model"
        description={`${training_examples} ${training_examples === 1 ? 'example' : 'examples'} collected${
          own_passages > 0 ? `, ${own_passages} of them your own writing, which counts double` : ''
        }.`}
        actions={ready_for_finetuning ? <Badge tone="leaf">Ready to learn</Badge> : undefined}
      />
      <div
        role="meter"
        aria-label="Examples since the last fine-tune"
        aria-valuemin={0}
        aria-valuemax={threshold}
        aria-valuenow={shown}
        aria-valuetext={`${since} of ${threshold}`}
        className="h-2.5 overflow-hidden rounded-full border border-line-strong bg-sunken"
      >
        <div className="h-full rounded-full bg-leaf" style={{ width: `${(100 * shown) / threshold}%` }} />
      </div>
      <p className="mt-2 text-sm text-ink-soft">
        <span className="font-medium text-ink tabular-nums">
          {since} of {threshold}
        </span>{' '}
        since the last fine-tune. {auto_finetune ? `It starts by itself at ${threshold}.` : 'It starts when you say so.'}
      </p>
      {children && <div className="mt-4">{children}</div>}
      {stats.voices.length > 0 && (
        <div className="mt-4">
          <VoicesTable voices={stats.voices} />
        </div>
      )}
    </Card>
  );
}
