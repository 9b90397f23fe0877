import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { enqueue } from '@/lib/jobs/queue';
import * as rows from '@/lib/jobs/read';
import * as schedule from '@/lib/jobs/schedule';
import type { JobView, ScheduleView, runScheduleInput } from '../schemas';
import { jobDefinition } from './job-definitions';
import { readJob } from './jobs';
import { viewJobs } from './view-jobs';

export async function listSchedules(ctx: Ctx): Promise<{ schedules: ScheduleView[] }> {
  const found = await schedule.listSchedules(ctx);
  const schedules: ScheduleView[] = [];
  for (const { queue, key, cron, timezone, input, catchUp, next } of found) {
    const [last] = await viewJobs(ctx, await rows.listJobs(ctx, { queue, limit: 1 }));
    schedules.push({ queue, key, cron, timezone, input, catchUp, next: next.map((moment) => moment.toISOString()), lastJob: last ?? null });
  }
  return { schedules };
}

/** The job belongs to nobody, as those that the schedule itself starts. Throws `not_found`, and what `enqueue` throws. */
export async function runSchedule(ctx: Ctx, { queue, key }: z.output<typeof runScheduleInput>): Promise<JobView> {
  const found = (await schedule.listSchedules(ctx)).find((row) => row.queue === queue && row.key === key);
  if (!found) throw new LoamError('not_found', `There is no schedule ${key ? `${queue} (${key})` : queue}.`);
  const id = await enqueue(ctx, jobDefinition(queue), found.input, { ownerId: null });
  return readJob(ctx, { id });
}
