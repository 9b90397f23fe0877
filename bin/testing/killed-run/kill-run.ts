import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { openDatabase } from '@/db/client';
import { lockDataFolder } from '@/db/data-folder-lock';
import { migrate } from '@/db/migrate';
import { modelPromotions, modelVersions, trainingPoints, trainingRuns, users } from '@/db/schema';
import { startProgram } from '@/db/testing/child-program';
import { placeEmbeddedCopy } from '@/db/testing/embedded-snapshot';
import { testContext } from '@/db/testing/test-context';
import { withdrawApp } from '@/lib/core/app';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import type { Rng } from '@/lib/core/rng';
import { servingModel } from '@/lib/features/models/server';
import { prepareQueues } from '@/lib/jobs/boss';
import { startRunInput } from '@/lib/features/runs';
import { registerKinds, startRun } from '@/lib/features/runs/server';
import { trainingRunJob } from '@/lib/features/runs/server/training-run.job';
import { countingKind } from '@/lib/features/runs/testing/counting-kind';
import { lines } from '@/lib/features/runs/testing/lines';

const program = 'bin/testing/killed-run/run-worker.ts';

export interface KilledRun {
  /** Steps at which the process was killed. */
  readonly kills: readonly number[];
  readonly sha256: string | null;
  /** What is not as it would be after a run that nobody disturbed; empty where all is well. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

export interface KillPlan {
  readonly kind: 'counting' | 'decoder';
  readonly steps: number;
  readonly milliseconds?: number;
  readonly rounds: number;
  readonly rng: Rng;
  readonly onKill?: (step: number) => void;
}

/**
 * One run in a data folder of its own, whose process is killed (kill -9) so many times at moments between begin and end, each time
 * taken up by the next process. Says what came of it.
 */
export async function killRun({ kind, steps, milliseconds = 0, rounds, rng, onKill }: KillPlan): Promise<KilledRun> {
  const began = performance.now();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-killed-run-'));
  try {
    const id = await wish(dataDir, { steps, milliseconds });
    const kills: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const worker = startProgram(program, [dataDir, kind]);
      // Behind the share of the run that belongs to this round, at a moment of its own.
      const target = Math.floor((steps * (round - 1 + rng.next())) / (rounds + 1));
      const line = await worker.line((said) => said === 'ended' || Number(/^step (\d+)$/.exec(said)?.[1] ?? -1) >= target);
      if (line === 'ended') break;
      await new Promise((resolve) => setTimeout(resolve, rng.int(60)));
      await worker.kill();
      const step = Number(/\d+$/.exec(worker.lines.filter((said) => said.startsWith('step')).at(-1) ?? '')?.[0] ?? 0);
      kills.push(step);
      onKill?.(step);
    }
    const last = startProgram(program, [dataDir, kind]);
    await last.line((said) => said === 'ended');
    await new Promise((resolve) => (last.process.exitCode === null ? last.process.once('close', resolve) : resolve(undefined)));
    return { kills, ...(await inspect(dataDir, id, steps)), seconds: (performance.now() - began) / 1000 };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Writes the run down before anybody works. */
async function wish(dataDir: string, config: { readonly steps: number; readonly milliseconds: number }): Promise<string> {
  await placeEmbeddedCopy(dataDir);
  const lock = await lockDataFolder(dataDir);
  const connection = await openDatabase({ dataDir });
  try {
    await migrate(connection);
    publishTestApp({ dataDir });
    registerKinds([countingKind]);
    await prepareQueues(connection, [trainingRunJob]);
    await connection.db.insert(users).values({ id: 'ada', email: 'ada@example.org', name: 'Ada', role: 'trainer' });
    const ctx = testContext(connection.db, { actor: { kind: 'user', userId: 'ada', role: 'trainer' } });
    return (await startRun(ctx, startRunInput.parse({ kind: 'writer', model: 'survivor', text: lines(40), config }))).id;
  } finally {
    withdrawApp();
    await connection.close();
    await lock.release();
  }
}

async function inspect(dataDir: string, id: string, steps: number): Promise<Pick<KilledRun, 'sha256' | 'faults'>> {
  const lock = await lockDataFolder(dataDir);
  const connection = await openDatabase({ dataDir });
  try {
    const { db } = connection;
    const [run] = await db.select().from(trainingRuns).where(eq(trainingRuns.id, id));
    const versions = await db.select().from(modelVersions);
    const promotions = await db.select().from(modelPromotions);
    const points = await db.select().from(trainingPoints).where(eq(trainingPoints.runId, id)).orderBy(asc(trainingPoints.step));
    const serves = await servingModel('survivor', dataDir).then(
      ({ manifest, note }) => `${manifest.version} ${note ?? ''}`.trim(),
      (error: Error) => error.message,
    );
    const folders = (await readdir(path.join(dataDir, 'models', 'survivor'))).filter((name) => name !== 'active.json');
    const faults = [
      run.state === 'succeeded' ? '' : `the run is ${run.state}: ${JSON.stringify(run.error)}`,
      versions.length === 1 && versions[0].stage === 'active' ? '' : `versions: ${versions.map(({ version, stage }) => `${version} ${stage}`).join(', ')}`, // prettier-ignore
      promotions.length === 1 ? '' : `${promotions.length} promotions`,
      points.at(-1)?.step === steps ? '' : `the curve ends at ${points.at(-1)?.step}`,
      serves === 'v1' ? '' : `serves ${serves}`,
      folders.join() === 'v1' ? '' : `folders: ${folders.join(', ')}`,
    ];
    return { sha256: run.sha256, faults: faults.filter(Boolean) };
  } finally {
    await connection.close();
    await lock.release();
  }
}
