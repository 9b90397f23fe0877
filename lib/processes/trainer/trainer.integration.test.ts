import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { replaceFile } from './checkpoint';
import { packGroups, packTexts } from './int32-files';
import { startTraining, type TrainingEvent, type TrainingInput } from './client';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-trainer-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Tokens in which each follows from the one before, so that there is something to learn. */
async function writeTokens(name: string, count: number): Promise<string> {
  const rng = createRng(1);
  const tokens = new Int32Array(count);
  for (let i = 1; i < count; i++) tokens[i] = rng.next() < 0.9 ? (tokens[i - 1] * 5 + 3) % 32 : rng.int(32);
  const file = path.join(folder, name);
  await writeFile(file, new Uint8Array(tokens.buffer));
  return file;
}

async function tinySpec(out: string, change: Partial<TrainingInput> = {}): Promise<TrainingInput> {
  return {
    network: {
      kind: 'decoder',
      config: {
        vocabulary: 32,
        width: 32,
        layers: 1,
        heads: 2,
        keyValueHeads: 2,
        feedForward: 64,
        context: 32,
        ropeBase: 10_000,
        epsilon: 1e-5,
      },
    },
    data: { kind: 'windows', train: await writeTokens('train', 20_000), heldOut: await writeTokens('held-out', 2_000), time: 16 },
    batch: 4,
    steps: 120,
    schedule: { shape: 'cosine', peak: 3e-3, warmup: 10 },
    seed: 1,
    evaluateEvery: 40,
    evaluationBatches: 4,
    checkpointSeconds: 0.05,
    threads: 1,
    out: path.join(folder, out),
    ...change,
  };
}

const failure = async (promise: Promise<unknown>): Promise<LoamError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoamError)) throw new Error('the training did not fail as expected', { cause: error });
  return error;
};
const run = async (spec: TrainingInput, onEvent?: (event: TrainingEvent) => void) =>
  (await startTraining(spec, onEvent, { idle: false })).ended;

describe('the trainer process', () => {
  it('learns, reports, and leaves weights whose hash a second run repeats', async () => {
    const events: TrainingEvent[] = [];
    const done = await run(await tinySpec('a'), (event) => events.push(event));
    const looks = events.flatMap((event) => (event.event === 'evaluation' ? [event.loss] : []));
    expect(looks).toHaveLength(3);
    expect(looks[2]).toBeLessThan(looks[0]);
    expect(looks[2]).toBeLessThan(Math.log(32) * 0.5);
    if (done.event !== 'done') throw new Error('not done');
    expect(readSafetensors(await readFile(done.weights)).tensors.size).toBe(11);
    expect(await run(await tinySpec('b'))).toMatchObject({ event: 'done', sha256: done.sha256 });
    expect(await run(await tinySpec('c', { seed: 2 }))).not.toMatchObject({ sha256: done.sha256 });
  });

  it('ends at the same weights when it is killed three times on the way', async () => {
    const whole = await run(await tinySpec('whole'));
    const rng = createRng(7);
    const spec = await tinySpec('killed');
    let kills = 0;
    for (;;) {
      const training = await startTraining(
        spec,
        (event) => {
          if (kills < 3 && event.event === 'checkpoint' && event.step > 10 + kills * 30 + rng.int(8)) {
            kills++;
            training.kill();
          }
        },
        { idle: false },
      );
      const end = await training.ended.catch((error: LoamError) => error);
      if (end instanceof LoamError) {
        expect(end.code).toBe('unavailable');
        continue;
      }
      expect(kills).toBe(3);
      expect(end).toMatchObject({ event: 'done', sha256: (whole as { sha256: string }).sha256 });
      return;
    }
  });

  it('pauses, goes on, stops with a checkpoint and continues from it', async () => {
    const whole = await run(await tinySpec('whole'));
    const events: string[] = [];
    const spec = await tinySpec('stopped');
    const training = await startTraining(
      spec,
      ({ event }) => {
        events.push(event);
        if (event === 'started') training.send('pause');
        if (event === 'paused') training.send('resume');
        if (event === 'resumed') training.send('stop');
      },
      { idle: false },
    );
    expect(await training.ended).toMatchObject({ event: 'stopped' });
    expect(events).toEqual(expect.arrayContaining(['paused', 'resumed', 'checkpoint', 'stopped']));
    expect(await run(spec)).toMatchObject({ event: 'done', sha256: (whole as { sha256: string }).sha256 });
  });

  it('starts warm from another run’s weights', async () => {
    const looks: number[] = [];
    const done = await run(await tinySpec('first'));
    if (done.event !== 'done') throw new Error('not done');
    const spec = await tinySpec('warm', {
      warmStart: done.weights,
      steps: 2,
      evaluateEvery: 1,
      schedule: { shape: 'constant', peak: 1e-6 },
    });
    await run(spec, (event) => event.event === 'evaluation' && looks.push(event.loss));
    expect(looks[0]).toBeCloseTo(done.heldOutLoss!, 3);
  });

  it('says at which step the loss became NaN, and keeps the last good checkpoint', async () => {
    const spec = await tinySpec('exploded', { schedule: { shape: 'constant', peak: 1e3 }, clipNorm: 1e9 });
    const error = await failure(run(spec));
    expect(error.message).toMatch(/became NaN at step \d+/);
  });

  it('refuses a network that does not fit into memory, before it begins', async () => {
    const events: TrainingEvent[] = [];
    const error = await failure(run(await tinySpec('large', { memoryLimit: 1e6 }), (event) => events.push(event)));
    expect(error.message).toMatch(/would need about 0\.\d GB of memory/);
    expect(events.map(({ event }) => event)).toEqual(['failed']);
  });

  it.each([
    ['no data', new Int32Array(0), 'hold 0 tokens'],
    ['one token', new Int32Array(1), 'hold 1 tokens'],
    ['tokens that the vocabulary lacks', new Int32Array(100).fill(99), 'the token 99'],
  ])('refuses %s', async (_, tokens, message) => {
    const train = path.join(folder, 'bad');
    await writeFile(train, new Uint8Array(tokens.buffer));
    expect((await failure(run(await tinySpec('bad-out', { data: { kind: 'windows', train, time: 16 } })))).message).toContain(message);
  });

  it('refuses a truncated checkpoint and one of another run', async () => {
    const spec = await tinySpec('stopped');
    const training = await startTraining(spec, ({ event }) => event === 'checkpoint' && training.send('stop'));
    await training.ended;
    expect((await failure(run({ ...spec, seed: 2 }))).code).toBe('conflict');
    await truncate(path.join(spec.out, 'checkpoint.safetensors'), 5000);
    expect((await failure(run(spec))).code).toBe('unprocessable');
  });
});

/** An encoder of one layer over 32 tokens. */
const tinyEncoder = {
  vocabulary: 32,
  width: 16,
  layers: 1,
  heads: 2,
  feedForward: 32,
  context: 16,
  segments: 2,
  activation: 'gelu',
  epsilon: 1e-12,
} as const;

describe('kinds of data', () => {
  const texts = Array.from({ length: 40 }, (_, i) => ({ tokens: Array.from({ length: 10 }, (_, t) => 4 + ((i + t) % 28)), from: 3 }));
  const groups = texts.map(({ tokens }) => [tokens.slice(0, 5), tokens.slice(5), [9, 8, 7]]);
  const kinds: [string, Int32Array, Partial<TrainingInput>][] = [
    ['rows', packTexts(texts), { data: { kind: 'rows', train: '', lengths: [8, 12], padToken: 0 } }],
    [
      'masked',
      packTexts(texts),
      {
        network: { kind: 'masked-language-model', config: tinyEncoder },
        data: { kind: 'masked', train: '', lengths: [12], padToken: 0, maskToken: 1, firstOrdinary: 4 },
      },
    ],
    [
      'pairs',
      packGroups(groups),
      {
        network: { kind: 'contrastive', config: tinyEncoder, temperature: 0.05 },
        data: { kind: 'pairs', train: '', anchorLength: 6, candidateLength: 6, negatives: 1, padToken: 0 },
      },
    ],
  ];
  it.each(kinds)('trains on %s', async (name, packed, change) => {
    const train = path.join(folder, name);
    await writeFile(train, new Uint8Array(packed.buffer));
    const losses: number[] = [];
    const spec = await tinySpec(`${name}-out`, { steps: 60, evaluateEvery: 15, ...change });
    const done = await run({ ...spec, data: { ...spec.data, train, heldOut: train } as TrainingInput['data'] }, (event) => {
      if (event.event === 'evaluation') losses.push(event.loss);
    });
    expect(done.event).toBe('done');
    expect(losses[3]).toBeLessThan(losses[0]);
  });
});

describe('replaceFile', () => {
  it('leaves the old file whole when the disk is full', async () => {
    const file = path.join(folder, 'kept');
    await replaceFile(file, new TextEncoder().encode('old'));
    const full = async (target: string, bytes: Uint8Array) => {
      await writeFile(target, bytes.subarray(0, 1));
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const error = await failure(replaceFile(file, new TextEncoder().encode('new'), full));
    expect(error.message).toContain('ENOSPC');
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});
