import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import type { Connection } from '@/db/client';
import type { Ctx } from '@/db/ctx';
import { outsideTransactions } from '@/db/transaction-watchdog';
import type { Log } from '@/lib/core/log';
import { pause } from '@/lib/core/pause';
import { startBoss } from './boss';
import type { HandledJob } from './define';
import { runJob } from './run-job';
import { Steward } from './steward';

export interface WorkerOptions {
  readonly connection: Connection;
  readonly handlers: readonly HandledJob[];
  /** The context of one attempt. The app's own function fits. */
  readonly createContext: (request: { actor: Ctx['actor']; requestId: string; signal?: AbortSignal }) => Ctx;
  readonly log: Log;
}

export interface Worker {
  /**
   * Takes no more jobs, tells the running ones to stop, and waits for them. What does not end in time is
   * left to the next worker, as after a crash. Jobs that stopped count as never started.
   */
  stop(options?: { timeoutMs?: number }): Promise<void>;
}

/**
 * Starts doing jobs in this process. On the embedded database, which only this process has, jobs that
 * were cut off by the end of the last one are taken up again at once; on PostgreSQL jobs of a worker
 * that fell silent are taken over within about 10 seconds.
 */
export async function startWorker({ connection, handlers, createContext, log }: WorkerOptions): Promise<Worker> {
  const definitions = new Map(handlers.map(({ definition }) => [definition.name, definition]));
  const boss = await startBoss(connection, [...definitions.values()], log);
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const workers = new Map<string, string[]>();
  const wake = (queue: string): void => workers.get(queue)?.forEach((worker) => boss.notifyWorker(worker));

  const attempt = (handled: HandledJob, job: JobWithMetadata): Promise<JobResult> => {
    const signal = AbortSignal.any([job.signal, stopping.signal]);
    const ctx = createContext({ actor: { kind: 'system', name: `job:${job.name}` }, requestId: job.id, signal });
    const run = runJob({ handled, job, ctx, stopping: stopping.signal }).catch((error: unknown) => {
      log.error({ err: error, jobId: job.id, queue: job.name }, 'a job could not be begun or ended');
      throw error;
    });
    running.add(run);
    // The queue's own worker would sleep after each job until it is notified of a new one.
    return run.finally(() => {
      running.delete(run);
      wake(job.name);
    });
  };

  const stewardContext = createContext({ actor: { kind: 'system', name: 'jobs' }, requestId: 'jobs' });
  const steward = new Steward(boss, definitions, wake);
  if (connection.driver === 'pglite') await steward.takeOverAll(stewardContext);
  await outsideTransactions(async () => {
    for (const handled of handlers) workers.set(handled.definition.name, await startWorkers(boss, handled, attempt));
  });
  const rounds = outsideTransactions(() =>
    keepRounds(steward, stewardContext, connection.driver === 'pglite' ? 2000 : 1000, stopping.signal),
  );

  return {
    async stop({ timeoutMs = 10_000 } = {}) {
      await Promise.all([...workers.keys()].map((queue) => boss.offWork(queue, { wait: false })));
      stopping.abort(new Error('the process stops'));
      await Promise.race([Promise.allSettled([...running, rounds]), pause(timeoutMs)]);
      await boss.stop({ graceful: running.size === 0, timeout: 1000 });
    },
  };
}

async function startWorkers(
  boss: PgBoss,
  handled: HandledJob,
  attempt: (handled: HandledJob, job: JobWithMetadata) => Promise<JobResult>,
): Promise<string[]> {
  const { name, concurrency = 1 } = handled.definition;
  const options = {
    batchSize: 1,
    includeMetadata: true,
    perJobResults: true,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: 30,
    heartbeatRefreshSeconds: 1,
  } as const;
  return Promise.all(
    Array.from({ length: concurrency }, () =>
      boss.work<object, unknown, typeof options>(name, options, (jobs) => Promise.all(jobs.map((job) => attempt(handled, job)))),
    ),
  );
}

async function keepRounds(steward: Steward, ctx: Ctx, intervalMs: number, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await steward.round(ctx);
    } catch (error) {
      if (!stopping.aborted) ctx.log.error({ err: error }, 'the queue could not be tended');
    }
    await pause(intervalMs, stopping);
  }
}
