import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Ctx } from '@/db/ctx';
import { testContext, type TestDatabase } from '@/db/testing';
import { withdrawApp } from '@/lib/core/app';
import { silentLog } from '@/lib/core/log';
import { pause } from '@/lib/core/pause';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { startWorker, type Worker } from '@/lib/jobs/worker';
import type { Role } from '@/lib/vocabulary/roles';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { users } from '@/db/schema';
import type { Kind } from '../kind';
import { startRunInput, type RunView } from '../schemas';
import { readRun, registerKinds, startRun, type RunOrigin } from '../server';
import { trainingRunHandler } from '../server/training-run.handler';
import type { z } from 'zod';

/** A data folder, kinds, people and a worker: all that runs need. */
export interface RunWorld {
  readonly dataDir: string;
  /** Somebody's context; the person is made when first asked for. */
  as(name: string, role?: Role): Promise<Ctx>;
  /** Starts a worker, where none works. */
  work(): Promise<void>;
  /** Stops it, as a server does that ends in order. */
  rest(): Promise<void>;
  start(ctx: Ctx, input: z.input<typeof startRunInput>, origin?: RunOrigin): Promise<RunView>;
  /** Waits until a run has ended, or is what the test waits for. */
  until(id: string, isIt?: (run: RunView) => boolean): Promise<RunView>;
  end(): Promise<void>;
}

export async function openRunWorld(database: TestDatabase, kinds: readonly Kind[]): Promise<RunWorld> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-runs-'));
  publishTestApp({ dataDir });
  registerKinds(kinds);
  const people = new Map<string, Ctx>();
  let worker: Worker | undefined;
  const world: RunWorld = {
    dataDir,
    async as(name, role = 'trainer') {
      let ctx = people.get(name);
      if (!ctx) {
        await database.db
          .insert(users)
          .values({ id: name, email: `${name}@example.org`, name, role })
          .onConflictDoNothing();
        people.set(name, (ctx = database.ctx({ actor: { kind: 'user', userId: name, role } })));
      }
      return ctx;
    },
    async work() {
      worker ??= await startWorker({
        connection: database.connection,
        handlers: [trainingRunHandler],
        createContext: (parts) => testContext(database.db, parts),
        log: silentLog(),
      });
    },
    async rest() {
      await worker?.stop();
      worker = undefined;
    },
    start: (ctx, input, origin) => startRun(ctx, startRunInput.parse(input), origin),
    async until(id, isIt = ({ state }) => isFinalRunState(state)) {
      const deadline = performance.now() + 300_000;
      for (;;) {
        const run = await readRun(database.ctx(), { id });
        if (isIt(run)) return run;
        if (performance.now() > deadline)
          throw new Error(`the run is ${run.state} still: ${JSON.stringify(run.error)} ${JSON.stringify(run.log)}`);
        await pause(30);
      }
    },
    async end() {
      await world.rest();
      withdrawApp();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}
