import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { readCursor, writeCursor } from '@/lib/core/page-cursor';
import * as queue from '@/lib/jobs/queue';
import * as rows from '@/lib/jobs/read';
import type { JobView, jobPageSchema, listJobsInput, retryFailedInput } from '../schemas';
import { jobDefinition, jobDefinitions } from './job-definitions';
import { viewJobs } from './view-jobs';

/** The jobs that the caller may see. */
export async function listJobs(
  ctx: Ctx,
  { before, after, limit, ...filter }: z.output<typeof listJobsInput>,
): Promise<z.output<typeof jobPageSchema>> {
  const found = await rows.listJobs(ctx, {
    ...filter,
    limit: limit + 1,
    before: before ? new Date(before) : undefined,
    after: after ? readCursor(after) : undefined,
  });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    jobs: await viewJobs(ctx, shown),
    next: found.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

export async function readJob(ctx: Ctx, { id }: { readonly id: string }): Promise<JobView> {
  const [view] = await viewJobs(ctx, [await rows.readJob(ctx, id)]);
  return view;
}

export async function cancelJob(ctx: Ctx, { id }: { readonly id: string }): Promise<JobView> {
  await queue.cancelJob(ctx, id);
  return readJob(ctx, { id });
}

export async function retryJob(ctx: Ctx, { id }: { readonly id: string }): Promise<JobView> {
  const job = await rows.readJob(ctx, id);
  await queue.retryJob(ctx, jobDefinition(job.queue), id);
  return readJob(ctx, { id });
}

/** Those of a kind that this version of Loam does not know stay as they are. */
export async function retryFailed(ctx: Ctx, { queue: wanted }: z.output<typeof retryFailedInput>): Promise<{ retried: number }> {
  const failed = await rows.listJobs(ctx, { state: 'failed', queue: wanted, limit: 1000 });
  const definitions = new Map(jobDefinitions().map((definition) => [definition.name, definition]));
  let retried = 0;
  for (const { id, queue: name } of failed) {
    const definition = definitions.get(name);
    if (!definition) continue;
    await queue.retryJob(ctx, definition, id);
    retried++;
  }
  return { retried };
}

export async function discardJob(ctx: Ctx, { id }: { readonly id: string }): Promise<{ id: string }> {
  await queue.discardJob(ctx, id);
  return { id };
}
