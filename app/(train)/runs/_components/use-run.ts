'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useEventStream } from '@/components/live/use-event-stream';
import type { RunPoint, RunView } from '@/lib/features/runs';
import { isFinalRunState } from '@/lib/vocabulary/run-states';

/** A run as the server sent it with the page, kept up to date over its event stream until it ends. */
export function useRun(first: RunView): RunView {
  const router = useRouter();
  const [heard, setHeard] = useState<Partial<RunView>>({});
  const [points, setPoints] = useState<readonly RunPoint[]>([]);
  const newer = (heard.revision ?? -1) >= first.revision ? heard : {};
  const run: RunView = { ...first, ...newer, points: mergePoints(first.points, points) };
  // The stream begins where the page's own points end.
  const [after] = useState(() => first.points.at(-1)?.step ?? -1);
  const isOver = isFinalRunState(run.state);
  useEventStream(
    isOver ? undefined : `/api/training/runs/${first.id}/events?after=${after}`,
    {
      run: (data) => {
        const { points: _points, ...state } = data as Partial<RunView>;
        setHeard((all) => ({ ...all, ...state }));
        // Files, metrics and the verdict come with the whole page.
        if (state.state && isFinalRunState(state.state)) router.refresh();
      },
      points: (data) => setPoints((all) => [...all, ...(data as RunPoint[])]),
    },
    () => router.refresh(),
  );
  return run;
}

/** By step; the later of two points of one step stays. */
function mergePoints(some: readonly RunPoint[], more: readonly RunPoint[]): RunPoint[] {
  if (more.length === 0) return [...some];
  const bySteps = new Map([...some, ...more].map((point) => [point.step, point]));
  return [...bySteps.values()].sort((a, b) => a.step - b.step);
}
