import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import type { JobDefinition } from '@/lib/jobs/define';
import * as queue from '@/lib/jobs/queue';
import * as rows from '@/lib/jobs/read';
import type { JobView, listJobsInput } from '../schemas';

/** The jobs that the caller may see. */
export async function listJobs(ctx: Ctx, { before, ...filter }: z.output<typeof listJobsInput>): Promise<{ jobs: JobView[] }> {
  const jobs = await rows.listJobs(ctx, { ...filter, before: before ? new Date(before) : undefined });
  return { jobs: jobs.map(toView) };
}

export async function readJob(ctx: Ctx, { id }: { readonly id: string }): Promise<JobView> {
  return toView(await rows.readJob(ctx, id));
}

export async function cancelJob(ctx: Ctx, { id }: { readonly id: string }): Promise<JobView> {
  await queue.cancelJob(ctx, id);
  return readJob(ctx, { id });
}

export async function retryJob(ctx: Ctx, { id }: { readonly id: string }): Promise<JobView> {
  const job = await rows.readJob(ctx, id);
  await queue.retryJob(ctx, definitionOf(job.queue), id);
  return readJob(ctx, { id });
}

function definitionOf(name: string): JobDefinition {
  const definition = (currentApp<Ctx>().jobDefinitions as readonly JobDefinition[]).find((candidate) => candidate.name === name);
  if (!definition) throw new LoamError('conflict', `This version of Loam has no jobs of the kind ${name} any more.`);
  return definition;
}

export function toView(job: rows.Job): JobView {
  const { id, queue: name, ownerId, state, progress, message, log, result, error, attempt, revision } = job;
  return {
    id,
    queue: name,
    ownerId,
    state,
    progress,
    message,
    log: [...log],
    result,
    error: error ? { ...error } : null,
    attempt,
    revision,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
