import type { Ctx } from '@/db/ctx';
import { summariseQueues } from '@/lib/jobs/read';
import type { QueueView } from '../schemas';
import { attemptsOf, jobDefinitions } from './job-definitions';

/** Every kind of job that this version knows, and those of which rows are left. */
export async function listQueues(ctx: Ctx): Promise<{ queues: QueueView[] }> {
  const summaries = new Map((await summariseQueues(ctx)).map((summary) => [summary.queue, summary]));
  const definitions = new Map(jobDefinitions().map((definition) => [definition.name, definition]));
  const names = [...new Set([...definitions.keys(), ...summaries.keys()])].sort();
  return {
    queues: names.map((name) => {
      const summary = summaries.get(name);
      const definition = definitions.get(name);
      return {
        name,
        ...(summary?.counts ?? { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 }),
        repeated: summary?.repeated ?? 0,
        waitingSince: summary?.waitingSince?.toISOString() ?? null,
        medianSeconds: summary?.medianSeconds ?? null,
        slowSeconds: summary?.slowSeconds ?? null,
        attempts: definition ? attemptsOf(definition) : null,
        concurrency: definition ? (definition.concurrency ?? 1) : null,
      };
    }),
  };
}
