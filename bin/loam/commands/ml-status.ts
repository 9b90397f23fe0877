import { z } from 'zod';
import { kinds } from '@/lib/boot/kinds';
import { LoamError } from '@/lib/core/errors';
import type { ModelView } from '@/lib/features/models';
import { modelsContract } from '@/lib/features/models/contract';
import type { EstimatedRun, RunSummary } from '@/lib/features/runs';
import { runsContract } from '@/lib/features/runs/contract';
import { systemContract } from '@/lib/features/system/contract';
import type { LoamCommand } from '../command';
import { withOperations, type CallOperation } from './operations';

interface Status {
  readonly health?: {
    readonly server: boolean;
    readonly version: string;
    readonly models: Pick<ModelView, 'name' | 'version' | 'fault' | 'live'>[];
  };
  readonly data?: { readonly kind: string; readonly counts?: EstimatedRun['counts']; readonly missing?: string }[];
  readonly queue?: Pick<RunSummary, 'id' | 'kind' | 'model' | 'state' | 'position' | 'progress' | 'secondsLeft'>[];
}

/** How learning stands: which models serve and whether they are sound, what there is to learn from, and what waits. */
export const mlStatusCommand: LoamCommand = {
  words: ['ml', 'status'],
  summary: 'Which models serve, what there is to learn from, and which trainings wait or run.',
  input: z.object({
    health: z.boolean().default(false).describe('Only the models that serve, with their faults and times'),
    data: z.boolean().default(false).describe('Only what there is to learn from'),
    queue: z.boolean().default(false).describe('Only the trainings that wait, run or are paused'),
  }),
  run(given) {
    const asked = given as { health: boolean; data: boolean; queue: boolean };
    const all = !asked.health && !asked.data && !asked.queue;
    return withOperations(async (call, { server }): Promise<Status> => ({
      ...(all || asked.health ? { health: await health(call, server) } : {}),
      ...(all || asked.data ? { data: await data(call) } : {}),
      ...(all || asked.queue ? { queue: await queue(call) } : {}),
    }));
  },
  show(result) {
    const { health: well, data: there, queue: line } = result as Status;
    const models = well?.models.map(({ name, version, fault, live }) => {
      const times = live.answers > 0 ? `, ${live.answers} answers, ${live.errors} errors, p95 ${live.p95} ms` : '';
      return `  ${name}@${version}: ${fault ?? 'sound'}${times}`;
    });
    const known = there?.map(({ kind, counts, missing }) => `  ${kind}: ${missing ?? Object.entries(counts ?? {}).map(([name, value]) => `${value} ${name}`).join(', ')}`); // prettier-ignore
    const waiting = line?.map(
      ({ id, model, state, position, progress }) =>
        `  ${model} (${id}): ${state}${position === null ? `, ${Math.round(progress * 100)} %` : `, place ${position}`}`,
    );
    return [
      ...(well ? [`Loam ${well.version}, ${well.server ? 'a server is running' : 'no server is running'}`, ...(models ?? [])] : []),
      ...(known ? ['To learn from:', ...known] : []),
      ...(waiting ? [waiting.length > 0 ? 'Trainings:' : 'No training waits or runs.', ...waiting] : []),
    ].join('\n');
  },
};

async function health(call: CallOperation, server: boolean): Promise<Status['health']> {
  const { version } = (await call(systemContract.health, {})) as { version: string };
  const { models } = (await call(modelsContract.list, {})) as { models: ModelView[] };
  const shown = models.filter((model) => model.serving || model.fault !== null);
  return { server, version, models: shown.map(({ name, version: of, fault, live }) => ({ name, version: of, fault, live })) };
}

async function data(call: CallOperation): Promise<Status['data']> {
  const found: NonNullable<Status['data']>[number][] = [];
  for (const { name, data: from } of kinds) {
    if (from === 'text') {
      found.push({ kind: name, missing: 'learns from a text that is given with --data' });
      continue;
    }
    const one = await (call(runsContract.estimate, { kind: name }) as Promise<EstimatedRun>).then(
      ({ counts }) => ({ kind: name, counts }),
      (error: unknown) => {
        if (error instanceof LoamError && error.status < 500) return { kind: name, missing: error.message };
        throw error;
      },
    );
    found.push(one);
  }
  return found;
}

async function queue(call: CallOperation): Promise<Status['queue']> {
  const runs: RunSummary[] = [];
  for (const state of ['running', 'queued', 'paused'] as const) {
    runs.push(...((await call(runsContract.list, { state, limit: 100 })) as { runs: RunSummary[] }).runs);
  }
  return runs.map(({ id, kind, model, state, position, progress, secondsLeft }) => ({
    id,
    kind,
    model,
    state,
    position,
    progress,
    secondsLeft,
  }));
}
