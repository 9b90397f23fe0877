'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { LineChart } from '@/components/charts/line-chart';
import { Progress } from '@/components/ui/progress';
import type { FineTune } from '@/lib/features/automation';
import type { Api } from './api';

interface Point {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}
interface Run {
  readonly state: FineTune['state'];
  readonly phase: string | null;
  readonly progress: number;
  readonly secondsLeft: number | null;
}

const over: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** A fine-tune as it goes, with its curve. */
export function FineTuneProgress({ api, fineTune, onEnd }: { api: Api; fineTune: FineTune; onEnd: () => void }) {
  const [run, setRun] = useState<Run>({ ...fineTune, secondsLeft: fineTune.seconds_left });
  const [points, setPoints] = useState<readonly Point[]>([]);
  const ended = useEffectEvent(onEnd);
  useEffect(() => {
    if (!fineTune.run_id) return;
    const events = new EventSource(api.urlOf(`/api/training/runs/${fineTune.run_id}/events`));
    events.addEventListener('point', (event) => {
      const point = JSON.parse((event as MessageEvent<string>).data) as Point;
      setPoints((all) => [...all.filter(({ step }) => step < point.step), point]);
    });
    events.addEventListener('run', (event) => {
      const next = JSON.parse((event as MessageEvent<string>).data) as Run;
      setRun(next);
      if (!over.includes(next.state)) return;
      // The browser would open a stream that has ended again and again.
      events.close();
      ended();
    });
    return () => events.close();
  }, [api, fineTune.run_id]);
  const shown = points.filter(({ values }) => values.loss !== undefined || values.heldOutLoss !== undefined);
  return (
    <div className="space-y-4" data-testid="fine-tune-progress">
      <Progress
        label={run.state === 'queued' ? 'Waits for its turn' : `Learning: ${run.phase ?? 'begins'}`}
        value={run.progress}
        max={1}
        secondsLeft={run.secondsLeft ?? undefined}
        detail={`${fineTune.examples} examples`}
      />
      {shown.length > 0 && (
        <LineChart
          title="Loss"
          summary="What the texts still surprise it by, in nats a token; lower is better."
          xKey="step"
          xLabel="Update"
          series={[
            { key: 'loss', label: 'what it learns from' },
            { key: 'heldOutLoss', label: 'what it chooses by' },
          ]}
          points={shown.map(({ step, values }) => ({ step, loss: values.loss ?? null, heldOutLoss: values.heldOutLoss ?? null }))}
        />
      )}
    </div>
  );
}
