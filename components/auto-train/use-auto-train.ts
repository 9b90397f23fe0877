'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Batch, OwnModels, Preset, TrainingStats } from '@/lib/features/automation';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import type { Genre } from '@/lib/vocabulary/genres';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { apiOf, type Api, type Failure } from './api';

export interface Wish {
  readonly num_examples: number;
  readonly genres: readonly Genre[];
  readonly store_in_memory: boolean;
}

/** A wish with who shall tell it. */
export interface Start extends Wish {
  readonly voices?: readonly TellingVoice[];
  readonly voice_shares?: Readonly<Partial<Record<TellingVoice, number>>>;
}

export interface AutoTrain {
  readonly api: Api;
  readonly stats: TrainingStats | undefined;
  readonly models: OwnModels | undefined;
  readonly presets: readonly Preset[];
  /** The latest first; the one that is followed is up to date. */
  readonly batches: readonly Batch[];
  /** The collection under way. */
  readonly running: Batch | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  start(wish: Start): Promise<void>;
  cancel(): Promise<void>;
  /** Reads everything anew. */
  reload(): Promise<void>;
}

/** What the page of auto-training knows, and what it can do. A collection under way is followed, whoever started it. */
export function useAutoTrain(userId: string): AutoTrain {
  const api = useMemo(() => apiOf(userId), [userId]);
  const [stats, setStats] = useState<TrainingStats>();
  const [models, setModels] = useState<OwnModels>();
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  const [batches, setBatches] = useState<readonly Batch[]>([]);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  const reload = useCallback(async () => {
    const [figures, history, sets, own] = await Promise.all([
      api.get<TrainingStats>('/training/stats'),
      api.get<{ batches: Batch[] }>('/api/auto-train/batches', { limit: 10 }),
      api.get<{ presets: Preset[] }>('/api/auto-train/presets'),
      api.get<OwnModels>('/training/models'),
    ]);
    if (figures.ok) setStats(figures.value);
    else setFailure(figures.failure);
    if (history.ok) setBatches(history.value.batches);
    if (sets.ok) setPresets(sets.value.presets);
    if (own.ok) setModels(own.value);
  }, [api]);

  // This component stands alone by contract: nobody hands it what it shows.
  useEffect(() => {
    // eslint would have the state come from outside; here it does, over the network.
    void Promise.resolve().then(reload);
  }, [reload]);

  const running = batches.find(({ state }) => !isFinalJobState(state));
  const followed = running?.id;
  useEffect(() => {
    if (!followed) return;
    const events = new EventSource(api.urlOf(`/api/auto-train/batches/${followed}/events`));
    events.addEventListener('batch', (event) => {
      const next = JSON.parse((event as MessageEvent<string>).data) as Batch;
      setBatches((all) => all.map((batch) => (batch.id === next.id ? next : batch)));
      if (!isFinalJobState(next.state)) return;
      // The browser would open a stream that has ended again and again.
      events.close();
      void reload();
    });
    return () => events.close();
  }, [api, followed, reload]);

  return {
    api,
    stats,
    models,
    presets,
    batches,
    running,
    failure,
    busy,
    reload,
    async start(wish) {
      setBusy(true);
      setFailure(undefined);
      const answer = await api.post<{ jobId: string }>('/auto-train', wish, { prefer: 'respond-async' });
      if (!answer.ok) setFailure(answer.failure);
      await reload();
      setBusy(false);
    },
    async cancel() {
      if (!running) return;
      const answer = await api.post<Batch>(`/api/auto-train/batches/${running.id}/cancel`, {});
      if (!answer.ok) setFailure(answer.failure);
      await reload();
    },
  };
}
