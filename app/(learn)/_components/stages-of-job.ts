import type { StageView } from '@/components/tutorials/stage-list';
import { stageNames } from '@/lib/features/tutorials';
import type { JobView } from '@/lib/features/system/schemas';

/** The stages of a tutorial's job: one log line is written at the end of each. */
export function stagesOf(job: JobView | undefined): StageView[] {
  const done = job?.log.length ?? 0;
  return stageNames.map((name, index) => {
    const line = job?.log[index]?.line;
    const [, detail, milliseconds] = /^(.*) \((\d+) ms\)$/.exec(line ?? '') ?? [];
    if (line) return { name, state: 'done', detail, milliseconds: Number(milliseconds) };
    if (index > done) return { name, state: 'waiting' };
    return { name, state: job?.state === 'failed' ? 'failed' : 'running' };
  });
}
