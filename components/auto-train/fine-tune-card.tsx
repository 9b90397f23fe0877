'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { FineTune, OwnModels, TrainingStats } from '@/lib/features/automation';
import type { Api, Failure } from './api';
import { FineTuneProgress } from './fine-tune-progress';
import { FineTuneView } from './fine-tune-view';
import { isUnderWay } from './words';

const sources = [
  { value: 'all', label: 'All that is collected' },
  { value: 'own', label: 'My own writing alone' },
] as const;

/** Starts the fine-tune, follows it, and shows before and after. */
export function FineTuneCard({
  api,
  stats,
  models,
  onChange,
}: {
  api: Api;
  stats: TrainingStats;
  models: OwnModels;
  onChange: () => void;
}) {
  const [source, setSource] = useState<FineTune['source']>('all');
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const [latest, ...earlier] = models.fine_tunes;
  const running = latest && isUnderWay(latest) ? latest : undefined;
  const active = models.models.find(({ stage }) => stage === 'active');

  async function act(path: string, body: object) {
    setBusy(true);
    const answer = await api.post(path, body);
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    onChange();
  }

  return (
    <Card>
      <CardHeader
        title="Fine-tune"
        description={
          active ? `In use: ${active.name} ${active.version}.` : 'There is no model of your own yet: the writer that comes with Loam tells.'
        }
        actions={active && <Badge tone="leaf">{active.version}</Badge>}
      />
      {running ? (
        <FineTuneProgress key={running.id} api={api} fineTune={running} onChange={onChange} />
      ) : (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="What it learns from">
            {(wiring) => (
              <Select
                {...wiring}
                value={source}
                onChange={(event) => setSource(event.target.value === 'own' ? 'own' : 'all')}
                options={sources.filter(({ value }) => value === 'all' || stats.own_passages > 0)}
              />
            )}
          </Field>
          <Button busy={busy} onClick={() => act('/training/finetune', { source })}>
            Fine-tune now
          </Button>
          {active && (
            <Button variant="secondary" busy={busy} onClick={() => act('/training/models/rollback', {})}>
              Roll back
            </Button>
          )}
        </div>
      )}
      {failure && (
        <Alert tone="danger" className="mt-4">
          {failure.message}
        </Alert>
      )}
      {latest && (!running || running.comparing) && <FineTuneView fineTune={latest} />}
      {earlier.length > 0 && (
        <details className="mt-4">
          <summary className="font-medium">Earlier fine-tunes</summary>
          <ul className="mt-2 space-y-1 text-sm text-ink-soft">
            {earlier.map(({ id, verdict, state, error }) => (
              <li key={id}>{verdict ?? error ?? state}</li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
