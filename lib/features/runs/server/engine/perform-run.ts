import path from 'node:path';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { findModel } from '@/lib/features/models/server';
import type { ModelReference, RunPlace, RunSurroundings, Trained } from '../../kind';
import { runVersionsSchema } from '../../schemas';
import { kindOf } from '../kinds';
import { furnish, placeOf, requireText } from '../places';
import type { RunRow } from '../rows';
import { currentVersions } from '../versions';
import { checkedConfig } from '../start-run';
import type { Attempt } from './attempt';
import { compareWeights } from './compare-weights';
import { proveCandidate } from './prove-candidate';
import type { RunChange, RunWriter } from './run-writer';
import { notedPreparation, notedTraining, notePreparation, noteTraining } from './work-notes';

/**
 * Takes a run from where it stands to its end: prepare, train, then prove the candidate – or, for a replay, compare the weights.
 * Returns what the row says at the end. Throws the signal's reason where it was stopped.
 */
export async function performRun(ctx: Ctx, run: RunRow, writer: RunWriter, signal: AbortSignal): Promise<RunChange> {
  const { dataDir } = currentApp<Ctx>().settings;
  const kind = kindOf(run.kind);
  const place = placeOf(dataDir, run.id);
  await furnish(place);
  const surroundings: RunSurroundings = {
    ctx: { ...ctx, signal },
    place,
    seed: run.seed,
    parent: await parentOf(run, dataDir),
    signal,
    onMetric: (metric) => writer.metric(metric),
    log: (line) => writer.log(line),
    onSample: (sample) => writer.sample(sample),
  };
  const attempt: Attempt = {
    run,
    kind,
    config: checkedConfig(kind, run.config),
    surroundings,
    async enter(phase, change = {}) {
      signal.throwIfAborted();
      await writer.write({ ...change, phase });
    },
  };

  return goingOn(place, async () => {
    if (!runVersionsSchema.safeParse(run.versions).success) await writer.write({ versions: await currentVersions() });
    const dataSha256 = await prepare(attempt);
    const trained = await train(attempt);
    const found: RunChange = { dataSha256, sha256: trained.sha256 };
    if (run.replayOf !== null) return { ...found, replay: await compareWeights(ctx, run.replayOf, { dataSha256, sha256: trained.sha256 }) };
    return { ...found, ...(await proveCandidate(ctx, attempt, { dataSha256, sha256: trained.sha256 })) };
  });
}

/** Says what a person can do where a file of the run's own folder has vanished meanwhile. */
async function goingOn<T>({ work }: RunPlace, go: () => Promise<T>): Promise<T> {
  return go().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || !error.path?.startsWith(path.dirname(work) + path.sep)) throw error;
    throw new LoamError(
      'unprocessable',
      `A file that this run works with is no longer there (${path.basename(error.path)}). Clone the run: the new one begins afresh.`,
      { cause: error },
    );
  });
}

async function prepare({ kind, config, surroundings, enter }: Attempt): Promise<string> {
  const { place, log } = surroundings;
  let prepared = await notedPreparation(place);
  if (prepared === undefined) {
    await enter('preparing');
    if (kind.data === 'text') await requireText(place);
    prepared = await kind.prepare(config, surroundings);
    surroundings.signal.throwIfAborted();
    await notePreparation(place, prepared);
    log(`prepared: ${Object.entries(prepared.counts).map(([name, value]) => `${value} ${name}`).join(', ')}`); // prettier-ignore
  }
  const { dataSha256, counts, estimate } = prepared;
  await enter('training', { dataSha256, counts, estimate });
  return dataSha256;
}

async function train({ run, kind, config, surroundings, enter }: Attempt): Promise<Trained> {
  const { place, log } = surroundings;
  const noted = await notedTraining(place);
  if (noted) return noted;
  const trained = await kind.train(config, surroundings);
  await noteTraining(place, trained);
  log(`trained: ${trained.steps} steps, ${trained.cpuSeconds.toFixed(1)} s of processor time, weights ${trained.sha256.slice(0, 12)}`);
  await enter('training', {
    sha256: trained.sha256,
    step: trained.steps,
    steps: trained.steps,
    progress: 1,
    secondsLeft: 0,
    cpuSeconds: run.cpuSeconds + trained.cpuSeconds,
  });
  return trained;
}

async function parentOf(run: RunRow, dataDir: string): Promise<ModelReference | undefined> {
  if (run.parent === null) return undefined;
  const { folder, manifest } = await findModel(run.parent, dataDir).catch((cause: unknown) => {
    throw new LoamError(
      'unprocessable',
      `The model ${run.parent}, which this run starts from, was deleted. Clone the run with another one.`,
      {
        cause,
      },
    );
  });
  return { name: manifest.name, version: manifest.version, folder };
}
