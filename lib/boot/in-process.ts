import type { Ctx } from '@/db/ctx';
import { readEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { currentApp } from '@/lib/core/app';
import { operatorId } from '@/lib/features/auth/server';
import { startApp } from './start-app';

/** Runs one piece of work as the operator of this machine, holding the data folder meanwhile. */
export async function runInProcess<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const app = await startApp(readEnv());
  try {
    const actor = { kind: 'user', userId: operatorId, role: 'admin' } as const;
    return await work(currentApp<Ctx>().createContext({ actor, requestId: newId() }));
  } finally {
    await app.stop();
  }
}
