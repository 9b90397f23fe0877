import { inArray } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import type { Job } from '@/lib/jobs/read';
import type { JobView } from '../schemas';
import { attemptsOf, jobDefinitions } from './job-definitions';

/** Jobs that the caller was found to be allowed to see, as they leave the server. */
export async function viewJobs(ctx: Ctx, jobs: readonly Job[]): Promise<JobView[]> {
  const ownerIds = [...new Set(jobs.flatMap(({ ownerId }) => ownerId ?? []))];
  const owners =
    ownerIds.length === 0 ? [] : await ctx.db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ownerIds));
  const names = new Map(owners.map(({ id, name }) => [id, name]));
  const attempts = new Map(jobDefinitions().map((definition) => [definition.name, attemptsOf(definition)]));
  return jobs.map((job) => {
    const { id, queue, ownerId, state, progress, message, log, result, error, attempt, revision, payload } = job;
    return {
      id,
      queue,
      ownerId,
      ownerName: ownerId === null ? null : (names.get(ownerId) ?? null),
      state,
      progress,
      message,
      log: [...log],
      result,
      error: error ? { ...error } : null,
      input: payload,
      attempt,
      attempts: attempts.get(queue) ?? null,
      revision,
      createdAt: job.createdAt.toISOString(),
      startAfter: job.startAfter?.toISOString() ?? null,
      startedAt: job.startedAt?.toISOString() ?? null,
      finishedAt: job.finishedAt?.toISOString() ?? null,
    };
  });
}
