import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Ctx } from '@/db/ctx';
import { fixedClock } from '@/lib/core/clock';
import type { ModelReference, RunMetric, RunSurroundings } from '@/lib/features/runs';

export interface WatchedRun extends RunSurroundings {
  readonly metrics: RunMetric[];
  readonly samples: string[];
  stop(): void;
}

/** Surroundings of a run in a folder of its own, with the files that a person gave. Kinds that learn from text need of the context its clock alone. */
export async function runPlace(
  root: string,
  files: Readonly<Record<string, string>>,
  { seed = 1, parent }: { seed?: number; parent?: ModelReference } = {},
): Promise<WatchedRun> {
  const folder = await mkdtemp(path.join(root, 'run-'));
  const place = { dataDir: folder, input: path.join(folder, 'input'), work: path.join(folder, 'work') };
  await mkdir(place.input);
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(place.input, name), content);
  return watchedRun(place, { seed, parent });
}

/** The same run once more, as after a restart. */
export function watchedRun(place: RunSurroundings['place'], { seed, parent }: { seed: number; parent?: ModelReference }): WatchedRun {
  const abort = new AbortController();
  const metrics: RunMetric[] = [];
  const samples: string[] = [];
  return {
    ctx: { clock: fixedClock(new Date('2026-01-02T03:04:05Z')) } as unknown as Ctx,
    place,
    seed,
    parent,
    idle: false,
    signal: abort.signal,
    metrics,
    samples,
    stop: () => abort.abort(new Error('stopped by the test')),
    onMetric: (metric) => void metrics.push(metric),
    onSample: ({ text }) => void samples.push(text),
    log: () => undefined,
  };
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'loam-kind-'));
}
