import type { RunSummary } from '@/lib/features/runs';

/** What a run is called: as the person said, else the version it made, else its model and the beginning of its id. */
export function nameOfRun({ title, version, model, id }: Pick<RunSummary, 'title' | 'version' | 'model' | 'id'>): string {
  return title ?? version ?? `${model} ${id.slice(0, 8)}`;
}
