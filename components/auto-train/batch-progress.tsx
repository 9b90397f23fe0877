import { genreNames } from '@/components/stories/story-names';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Progress } from '@/components/ui/progress';
import type { Batch } from '@/lib/features/automation';
import { voiceNames } from './words';

/** A collection under way: how far it is, what was kept out and why, and the text as it comes. */
export function BatchProgress({ batch, onCancel }: { batch: Batch; onCancel: () => void }) {
  const { result, done, live, seconds_left } = batch;
  return (
    <Card>
      <CardHeader
        title="Collecting"
        actions={
          <Button variant="secondary" onClick={onCancel}>
            Cancel
          </Button>
        }
      />
      <Progress
        label={batch.state === 'queued' ? 'Waits for its turn' : `${done} of ${result.total_requested} told`}
        value={done}
        max={result.total_requested}
        secondsLeft={seconds_left ?? undefined}
        detail={`${result.collected} collected`}
      />
      {result.reasons.length > 0 && (
        <ul aria-label="Kept out" className="mt-3 flex flex-wrap gap-2 text-sm">
          {result.reasons.map(({ reason, count }) => (
            <li key={reason}>
              <Badge>
                {count} × {reason}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      {live && (
        <figure className="mt-4 rounded-card border bg-sunken p-4">
          <figcaption className="mb-2 flex flex-wrap gap-2 text-sm text-ink-soft">
            <Badge tone="leaf">{genreNames[live.genre]}</Badge>
            <span>{voiceNames[live.voice]}:</span>
            <span>{live.prompt}</span>
          </figcaption>
          <p className="reading line-clamp-6 font-serif" data-testid="live-text">
            {live.text}
          </p>
        </figure>
      )}
    </Card>
  );
}
