import type { Ctx } from '@/db/ctx';
import { readEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { currentApp } from '@/lib/core/app';
import { createLog } from '@/lib/core/log';
import { operatorId } from '@/lib/features/auth/server';
import { startWorker } from '@/lib/jobs/worker';
import { jobHandlers } from './job-handlers';
import { startApp } from './start-app';

/** Runs one piece of work as the operator of this machine, holding the data folder meanwhile; with a worker, where jobs are part of it. */
export async function runInProcess<T>(work: (ctx: Ctx) => Promise<T>, { worker: wanted = false } = {}): Promise<T> {
  const app = await startApp(readEnv());
  try {
    const actor = { kind: 'user', userId: operatorId, role: 'admin' } as const;
    const worker = wanted
      ? await startWorker({
          connection: app.connection,
          handlers: jobHandlers,
          createContext: app.createContext,
          log: createLog('jobs'),
        })
      : undefined;
    try {
      return await work(currentApp<Ctx>().createContext({ actor, requestId: newId() }));
    } finally {
      await worker?.stop();
    }
  } finally {
    await app.stop();
  }
}
