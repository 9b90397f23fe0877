import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { mergeLora } from '@/lib/ml/nets';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { digest } from './checkpoint';
import { startTraining, type TrainingEvent, type TrainingInput } from './client';

let folder: string;
let base: TrainingInput & { out: string };
let baseWeights: string;

const config = {
  vocabulary: 32, width: 32, layers: 1, heads: 2, keyValueHeads: 2, feedForward: 64, context: 32, ropeBase: 10_000, epsilon: 1e-5,
}; // prettier-ignore
const adapter = { rank: 4, alpha: 8, targets: ['q_proj', 'v_proj', 'down_proj'] };

/** Tokens in which each follows from the one before by a rule that `step` changes. */
async function writeTokens(name: string, count: number, step: number): Promise<string> {
  const rng = createRng(1);
  const tokens = new Int32Array(count);
  for (let i = 1; i < count; i++) tokens[i] = rng.next() < 0.9 ? (tokens[i - 1] * 5 + step) % 32 : rng.int(32);
  const file = path.join(folder, name);
  await writeFile(file, new Uint8Array(tokens.buffer));
  return file;
}

const run = async (spec: TrainingInput, onEvent?: (event: TrainingEvent) => void) => {
  const done = await (await startTraining(spec, onEvent, { idle: false })).ended;
  if (done.event !== 'done') throw new Error(`it ended with ${done.event}`);
  return done;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-adapters-'));
  base = {
    network: { kind: 'decoder', config },
    data: { kind: 'windows', train: await writeTokens('first', 8_000, 3), time: 16 },
    batch: 4,
    steps: 60,
    schedule: { shape: 'constant', peak: 3e-3 },
    seed: 1,
    threads: 1,
    out: path.join(folder, 'base'),
  };
  baseWeights = (await run(base)).weights;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function adaptedSpec(out: string, change: Partial<TrainingInput> = {}): Promise<TrainingInput> {
  return {
    ...base,
    network: { kind: 'adapted-decoder', config, adapter },
    data: { kind: 'windows', train: await writeTokens('other', 8_000, 7), heldOut: await writeTokens('held-out', 1_000, 7), time: 16 },
    steps: 90,
    schedule: { shape: 'cosine', peak: 1e-2 },
    evaluateEvery: 30,
    evaluationBatches: 4,
    checkpointSeconds: 0.02,
    warmStart: baseWeights,
    keepStart: true,
    out: path.join(folder, out),
    ...change,
  };
}

it('learns beside frozen weights, leaves the adapter and the merged weights, and ends alike when it is killed twice', async () => {
  const events: TrainingEvent[] = [];
  const whole = await run(await adaptedSpec('whole', { sample: { prompt: [1], tokens: 12, temperature: 0 } }), (event) =>
    events.push(event),
  );
  const looks = events.flatMap((event) => (event.event === 'evaluation' ? [event] : []));
  expect(looks.map(({ step }) => step)).toEqual([0, 30, 60, 90]);
  expect(looks[3].loss).toBeLessThan(looks[0].loss * 0.7);
  const samples = events.flatMap((event) => (event.event === 'sample' ? [event.tokens] : []));
  // What it writes at the end keeps the rule of the new text.
  const kept = samples[2].filter((token, i, all) => i > 0 && token === (all[i - 1] * 5 + 7) % 32).length;
  expect(samples.map(({ length }) => length)).toEqual([12, 12, 12]);
  expect(kept).toBeGreaterThan(5);

  const [before, merged, adapters] = await Promise.all(
    [baseWeights, whole.weights, whole.adapter!].map(async (file) => readSafetensors(await readFile(file)).tensors as FloatTensors),
  );
  expect([...merged.keys()]).toEqual([...before.keys()]);
  expect([...adapters.keys()]).toHaveLength(adapter.targets.length * 2);
  expect(digest(mergeLora(new Map([...before, ...adapters]), adapter))).toBe(whole.sha256);
  expect(merged.get('model.layers.0.self_attn.k_proj.weight')!.data).toEqual(before.get('model.layers.0.self_attn.k_proj.weight')!.data);

  const spec = await adaptedSpec('killed', { sample: { prompt: [1], tokens: 12, temperature: 0 } });
  let kills = 0;
  let bytes = 0;
  for (;;) {
    const training = await startTraining(
      spec,
      async ({ event, ...about }) => {
        if (event !== 'checkpoint' || kills >= 2 || (about as { step: number }).step < 20 + kills * 35) return;
        kills++;
        bytes = (await stat(path.join(spec.out, 'checkpoint.safetensors'))).size;
        training.kill();
      },
      { idle: false },
    );
    const end = await training.ended.catch((error: LoamError) => error);
    if ('event' in end) {
      expect(kills).toBe(2);
      expect(end).toMatchObject({ event: 'done', sha256: whole.sha256 });
      break;
    }
  }
  // Adapters with their two moments: the frozen weights are not in it.
  const adapterBytes = [...adapters.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  expect(bytes).toBeLessThan(adapterBytes * 3 + 6_000);
});

it('leaves what it began with where nothing becomes better, and refuses what cannot be adapted', async () => {
  const files = { train: await writeTokens('other', 8_000, 7), heldOut: await writeTokens('same-rule', 1_000, 3) };
  const none = await run(
    await adaptedSpec('worse', { data: { kind: 'windows', ...files, time: 16 }, steps: 20, evaluateEvery: 10, patience: 1 }),
  );
  expect(none.sha256).toBe(digest(readSafetensors(await readFile(baseWeights)).tensors));

  const nothing = await adaptedSpec('nothing', {
    network: { kind: 'adapted-decoder', config, adapter: { ...adapter, targets: ['nose'] } },
  });
  await expect(run(nothing)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('nose') as string });
  await expect(run(await adaptedSpec('cold', { warmStart: undefined }))).rejects.toMatchObject({ code: 'invalid_input' });
});

it('does not go on from adapters that learned beside other weights', async () => {
  const stopped = await adaptedSpec('other-base');
  const training = await startTraining(stopped, ({ event }) => event === 'checkpoint' && training.send('stop'), { idle: false });
  expect(await training.ended).toMatchObject({ event: 'stopped' });
  const others = await run({ ...base, seed: 2, steps: 5, out: path.join(folder, 'other-weights') });
  await expect(run({ ...stopped, warmStart: others.weights })).rejects.toMatchObject({ code: 'conflict' });
});
