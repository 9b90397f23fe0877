import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { startTraining, type TrainingInput } from '@/lib/processes/trainer/client';

/**
 * A training that is killed (kill -9) twenty times at random moments must end at the weights of one that ran through.
 * `--rounds=5 --seed=3` for other numbers.
 */
const option = (name: string, fallback: number): number =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const [rounds, seed, steps] = [option('rounds', 20), option('seed', 1), 600];
const folder = await mkdtemp(path.join(os.tmpdir(), 'loam-kill-'));

/** Tokens in which each follows from the one before, mostly. */
async function writeTokens(name: string, count: number): Promise<string> {
  const rng = createRng(seed);
  const tokens = new Int32Array(count);
  for (let i = 1; i < count; i++) tokens[i] = rng.next() < 0.9 ? (tokens[i - 1] * 5 + 3) % 64 : rng.int(64);
  const file = path.join(folder, name);
  await writeFile(file, new Uint8Array(tokens.buffer));
  return file;
}

async function spec(out: string): Promise<TrainingInput> {
  const sizes = { vocabulary: 64, width: 64, layers: 2, heads: 2, keyValueHeads: 2, feedForward: 128, context: 32 };
  return {
    network: { kind: 'decoder', config: { ...sizes, ropeBase: 10_000, epsilon: 1e-5 } },
    data: { kind: 'windows', train: await writeTokens('train', 50_000), heldOut: await writeTokens('held-out', 4_000), time: 32 },
    batch: 8,
    accumulate: 2,
    steps,
    schedule: { shape: 'cosine', peak: 3e-3, warmup: 20 },
    seed,
    evaluateEvery: 50,
    evaluationBatches: 4,
    // Nearly every step writes one: many kills fall into the writing of a checkpoint.
    checkpointSeconds: 0.05,
    threads: 1,
    out: path.join(folder, out),
  };
}

/** Runs until the end, or until killed so many milliseconds after it has started; the hash of the weights where it ended. */
async function run(input: TrainingInput, killAfter?: number): Promise<{ sha256?: string; step: number }> {
  let step = 0;
  let timer: NodeJS.Timeout | undefined;
  const training = await startTraining(
    input,
    (event) => {
      if ('step' in event && event.step !== null) step = event.step;
      if (event.event === 'started' && killAfter !== undefined) timer = setTimeout(() => training.kill(), killAfter);
    },
    { idle: false },
  );
  const end = await training.ended.catch((error: unknown) => {
    if (error instanceof LoamError && error.code === 'unavailable') return undefined;
    throw error;
  });
  clearTimeout(timer);
  return { sha256: end?.event === 'done' ? end.sha256 : undefined, step };
}

try {
  const began = performance.now();
  const whole = await run(await spec('whole'));
  const wholeMilliseconds = performance.now() - began;
  console.log(`uninterrupted: ${steps} steps in ${(wholeMilliseconds / 1000).toFixed(1)} s, weights ${whole.sha256}`);
  const rng = createRng(seed).fork('kills');
  const killed = await spec('killed');
  const kills: number[] = [];
  let last: { sha256?: string; step: number } | undefined;
  while (kills.length < rounds) {
    // So that twenty rounds fall over the whole run, wherever the checkpoints let each begin.
    last = await run(killed, 20 + rng.next() * ((2 * wholeMilliseconds) / (rounds + 2)));
    if (last.sha256) break;
    kills.push(last.step);
    console.log(`kill ${kills.length} at or after step ${last.step}`);
  }
  last = last?.sha256 ? last : await run(killed);
  const same = last.sha256 === whole.sha256;
  const enough = kills.length === rounds;
  console.log(`after ${kills.length} kills: weights ${last.sha256} – ${same ? 'the same' : 'OTHERS'}`);
  if (!enough)
    console.log(`The run ended after ${kills.length} kills instead of ${rounds}: this machine has become faster meanwhile. Run it again.`);
  if (process.env.LOAM_RESULT_FILE) {
    const result = { rounds, kills, steps, sha256: whole.sha256, afterKills: last.sha256, same };
    await writeFile(process.env.LOAM_RESULT_FILE, JSON.stringify(result));
  }
  process.exitCode = same && enough ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
