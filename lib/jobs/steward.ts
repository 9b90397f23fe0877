import { and, inArray, lt } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Ctx } from '@/db/ctx';
import { jobProgress } from '@/db/schema';
import { finalJobStates } from '@/lib/vocabulary/job-states';
import { type ClaimedJob, abandonedJobs, claimedJobs, endForgottenRows, handOver, lostJobs, runnableQueues } from './boss-tables';
import type { JobDefinition } from './define';
import { agreeOnSchedules } from './schedule';
import { requeue } from './carry';

const day = 24 * 60 * 60 * 1000;
const keptDays = 30;

/**
 * What a worker process does beside the jobs, once in every round: wakes workers for jobs whose delay is
 * over, takes jobs from dead workers, and makes rows and queue agree.
 */
export class Steward {
  #round = 0;

  constructor(
    private readonly boss: PgBoss,
    private readonly definitions: ReadonlyMap<string, JobDefinition>,
    private readonly wake: (queue: string) => void,
  ) {}

  async round(ctx: Ctx): Promise<void> {
    for (const job of await abandonedJobs(ctx.db)) await this.#takeOver(ctx, job);
    await endForgottenRows(ctx.db);
    if (this.#round % 5 === 0) await this.#findLost(ctx);
    if (this.#round % 20 === 0) await agreeOnSchedules(ctx, this.definitions);
    if (this.#round % 3600 === 0) await removeOldRows(ctx);
    this.#round++;
    for (const queue of await runnableQueues(ctx.db)) this.wake(queue);
  }

  /** For a database that only this process can have: whatever is marked as running was cut off by the end of the last process. */
  async takeOverAll(ctx: Ctx): Promise<void> {
    for (const job of await claimedJobs(ctx.db)) await this.#takeOver(ctx, job);
  }

  async #takeOver(ctx: Ctx, job: ClaimedJob): Promise<void> {
    ctx.log.warn({ jobId: job.id, queue: job.name, attempt: job.retryCount + 1 }, 'a job lost its worker');
    if (job.retryCount < job.retryLimit) await handOver(ctx.db, job);
    else await this.boss.fail(job.name, { id: job.id, retryCount: job.retryCount }, { message: 'the process that ran it ended' });
  }

  async #findLost(ctx: Ctx): Promise<void> {
    for (const { id, queue } of await lostJobs(ctx.db)) {
      const definition = this.definitions.get(queue);
      if (definition) await requeue(ctx, definition, id);
    }
  }
}

async function removeOldRows(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - keptDays * day);
  await ctx.db.delete(jobProgress).where(and(inArray(jobProgress.state, [...finalJobStates]), lt(jobProgress.finishedAt, before)));
}
