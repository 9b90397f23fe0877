'use client';

import { useState } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { Moment } from '@/components/ui/moment';
import { Skeleton } from '@/components/ui/skeleton';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { BatchProgress } from './auto-train/batch-progress';
import { BatchResults } from './auto-train/batch-results';
import { DailySchedule } from './auto-train/daily-schedule';
import { ExampleList } from './auto-train/example-list';
import { FineTuneCard } from './auto-train/fine-tune-card';
import { OwnPrompts } from './auto-train/own-prompts';
import { OwnStyles } from './auto-train/own-styles';
import { OwnWritingForm } from './auto-train/own-writing-form';
import { Readiness } from './auto-train/readiness';
import { StartForm } from './auto-train/start-form';
import { useAutoTrain } from './auto-train/use-auto-train';

/** Collects stories for one's own model, shows what came of it, and trains it. Stands alone: it asks the routes itself. */
export default function AutoTrainModel({ userId }: { userId: string }) {
  const { api, stats, models, presets, batches, running, failure, busy, start, cancel, reload } = useAutoTrain(userId);
  const [changes, setChanges] = useState(0);
  const ended = batches.filter(({ state }) => isFinalJobState(state));
  const [latest, ...earlier] = ended;

  async function changed() {
    await reload();
    setChanges((count) => count + 1);
  }

  if (!stats) {
    return failure ? (
      <p role="alert" className="text-danger">
        {failure.message}
      </p>
    ) : (
      <Skeleton className="h-96" />
    );
  }
  return (
    <div className="space-y-8" data-testid="auto-train">
      <Card>
        <StartForm
          secondsPerExample={stats.seconds_per_example}
          voices={stats.voices_there}
          presets={presets}
          busy={busy || running !== undefined}
          failure={failure}
          onStart={start}
          onSavePreset={async (name, wish) => {
            const answer = await api.post('/api/auto-train/presets', { name, ...wish });
            await reload();
            return answer.ok ? undefined : answer.failure;
          }}
          onDeletePreset={async (id) => {
            await api.delete(`/api/auto-train/presets/${id}`);
            await reload();
          }}
        />
      </Card>
      {running && <BatchProgress batch={running} onCancel={cancel} />}
      <p role="status" className="sr-only">
        {running ? '' : latest ? `The collection has ended: ${latest.result.collected} collected.` : ''}
      </p>
      <Readiness stats={stats} />
      {models && <FineTuneCard api={api} stats={stats} models={models} onChange={reload} />}
      {latest && (
        <section aria-labelledby="results" className="space-y-4">
          <h2 id="results" className="font-serif text-2xl">
            The last collection
          </h2>
          <BatchResults result={latest.result} />
        </section>
      )}
      <ExampleList api={api} revision={changes + ended.length} onChange={reload} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="space-y-5">
          <Card>
            <CardHeader title="Your own writing" />
            <OwnWritingForm api={api} onAdded={changed} />
          </Card>
          <Card>
            <CardHeader title="Every day" description="Collects while you do something else, for as long as you let it." />
            <DailySchedule api={api} />
          </Card>
        </div>
        <div className="space-y-5">
          <Card>
            <CardHeader title="Your own prompts" description="They come round with the ten of each genre." />
            <OwnPrompts api={api} />
          </Card>
          <Card>
            <CardHeader title="Your own styles" description="They come round with the ten style modifiers, and are learned from." />
            <OwnStyles api={api} />
          </Card>
        </div>
      </div>
      {earlier.length > 0 && (
        <section aria-labelledby="history" className="space-y-3">
          <h2 id="history" className="font-serif text-2xl">
            Earlier collections
          </h2>
          <ul className="space-y-2">
            {earlier.map(({ id, created_at, result }) => (
              <li key={id} className="rounded-card border bg-surface px-4 py-3 text-sm">
                <Moment at={created_at} />: {result.collected} of {result.total_requested} collected, seed {result.seed}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
