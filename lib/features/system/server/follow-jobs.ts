import type { Ctx } from '@/db/ctx';
import { pause } from '@/lib/core/pause';
import { readJob } from '@/lib/jobs/read';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import type { JobView } from '../schemas';
import { viewJobs } from './view-jobs';

export interface JobEvent {
  readonly id: string;
  readonly event: 'job';
  readonly data: JobView;
}

/** The rows are looked at this often: the writers may be other processes. */
const lookMilliseconds = 250;

/** Each change of the jobs, beginning with how they stand; ends when all have ended or the caller has left. */
export async function* followJobs(ctx: Ctx, { jobs }: { readonly jobs: readonly string[] }): AsyncGenerator<JobEvent> {
  const seen = new Map<string, number>();
  const open = new Set(jobs);
  while (open.size > 0 && !ctx.signal?.aborted) {
    for (const id of [...open]) {
      const job = await readJob(ctx, id);
      if (isFinalJobState(job.state)) open.delete(id);
      if (seen.get(id) === job.revision) continue;
      seen.set(id, job.revision);
      const [data] = await viewJobs(ctx, [job]);
      yield { id: `${id}:${job.revision}`, event: 'job', data };
    }
    if (open.size > 0) await pause(lookMilliseconds, ctx.signal);
  }
}
