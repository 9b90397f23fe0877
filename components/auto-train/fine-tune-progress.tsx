'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { LineChart } from '@/components/charts/line-chart';
import { phaseWords } from '@/components/runs/run-words';
import { Progress } from '@/components/ui/progress';
import type { FineTune } from '@/lib/features/automation';
import type { RunPhase } from '@/lib/vocabulary/run-states';
import type { Api } from './api';
import { isUnderWay } from './words';

interface Point {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** A fine-tune as it goes, with its curve: the learning, and then the stories that both models tell. */
export function FineTuneProgress({ api, fineTune: first, onChange }: { api: Api; fineTune: FineTune; onChange: () => void }) {
  const [fineTune, setFineTune] = useState(first);
  const [points, setPoints] = useState<readonly Point[]>([]);
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    const events = new EventSource(api.urlOf(`/api/auto-train/fine-tunes/${first.id}/events`));
    let comparing = false;
    events.addEventListener('points', (event) => {
      const more = JSON.parse((event as MessageEvent<string>).data) as Point[];
      // A stream that was opened anew begins at the beginning.
      setPoints((all) =>
        [...all.filter(({ step }) => more.every((point) => point.step !== step)), ...more].sort((a, b) => a.step - b.step),
      );
    });
    events.addEventListener('fine_tune', (event) => {
      const next = JSON.parse((event as MessageEvent<string>).data) as FineTune;
      setFineTune(next);
      const over = !isUnderWay(next);
      // The browser would open a stream that has ended again and again.
      if (over) events.close();
      // The verdict is there before the stories are.
      if (over || next.comparing !== comparing) changed();
      comparing = next.comparing;
    });
    return () => events.close();
  }, [api, first.id]);
  const { state, phase, progress, seconds_left, examples, comparing } = fineTune;
  const learned = points.filter(({ values }) => values.loss !== undefined || values.validationLoss !== undefined);
  const doing = comparing ? (phase ?? 'Both models tell their stories') : isPhase(phase) ? phaseWords[phase] : 'Begins';
  return (
    <div className="space-y-4" data-testid="fine-tune-progress">
      <Progress
        label={state === 'queued' ? 'Waits for its turn' : state === 'paused' ? 'Paused' : doing}
        value={progress}
        max={1}
        secondsLeft={comparing ? undefined : (seconds_left ?? undefined)}
        detail={`${examples} examples`}
      />
      {learned.length > 0 && (
        <LineChart
          title="Loss"
          summary="What the texts still surprise it by, in nats a token; lower is better."
          xKey="step"
          xLabel="Update"
          series={[
            { key: 'loss', label: 'what it learns from' },
            { key: 'validationLoss', label: 'what it chooses by' },
          ]}
          points={learned.map(({ step, values }) => ({ step, loss: values.loss ?? null, validationLoss: values.validationLoss ?? null }))}
        />
      )}
    </div>
  );
}

function isPhase(phase: string | null): phase is RunPhase {
  return phase !== null && phase in phaseWords;
}
