import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { createRng, type Rng } from '@/lib/core/rng';
import { decoder, decoderDefaults } from '../nets/decoder';
import { lora } from '../nets/lora';
import { squaredError } from '../nets/loss';
import { mlp } from '../nets/mlp';
import type { Network } from '../nets/network';
import { adamw, sgd } from '../optim';
import { float32, int32 } from '../tensor/tensor';
import { tokenWindows, type BatchSource } from './batches';
import { decodeState, encodeState } from './state';
import { createTrainer, type Trainer, type TrainerOptions } from './trainer';

const config = { vocabulary: 64, width: 32, layers: 2, heads: 2, keyValueHeads: 1, feedForward: 64, context: 32, ...decoderDefaults };

/** Text with structure: each token is mostly the one before plus three. */
function tokenStream(rng: Rng, length: number): Int32Array {
  const tokens = new Int32Array(length);
  for (let i = 1; i < length; i++) tokens[i] = rng.next() < 0.9 ? (tokens[i - 1] + 3) % 64 : rng.int(64);
  return tokens;
}

function decoderRun(overrides: Partial<TrainerOptions> = {}): Trainer {
  const rng = createRng(3);
  return createTrainer({
    network: decoder(config),
    batches: tokenWindows({ tokens: tokenStream(rng.fork('text'), 600), batch: 4, time: 16, rng: rng.fork('order') }),
    optimizer: adamw({ beta2: 0.95, weightDecay: 0.1 }),
    schedule: { shape: 'cosine', peak: 1e-2, warmup: 5, total: 60, floor: 0.1 },
    rng,
    clipNorm: 1,
    ...overrides,
  });
}

function randomTable(rng: Rng, rows: number, width: number): Float32Array {
  return Float32Array.from({ length: rows * width }, () => rng.normal());
}

async function losses(trainer: Trainer, steps: number): Promise<number[]> {
  const out: number[] = [];
  for (let i = 0; i < steps; i++) out.push((await trainer.step()).loss);
  return out;
}

describe('createTrainer', () => {
  it('repeats the losses of 20 steps to the bit, at two threads', async () => {
    const [first, second] = [decoderRun(), decoderRun()];
    const expected = await losses(first, 20);
    expect(await losses(second, 20)).toEqual(expected);
    expect(expected[19]).toBeLessThan(expected[0] - 0.5);
    await first.release();
    await second.release();
  });

  it('goes on from a stored state to the bit, across the end of an epoch', async () => {
    const whole = decoderRun();
    const expected = await losses(whole, 24);
    const before = decoderRun();
    await losses(before, 7);
    const stored = encodeState(before.state());
    await losses(before, 3);

    const after = decoderRun({ rng: createRng(99).fork('other weights') });
    after.restore(decodeState(stored));
    expect(await losses(after, 17)).toEqual(expected.slice(7));
    for (const [name, { data }] of whole.weights) expect(after.weights.get(name)!.data, name).toEqual(data);
  });

  it('adds up micro-batches of unequal weight to the mean over all of them', async () => {
    const network = mlp({ widths: [3, 4, 1], task: 'number' });
    const rows = createRng(5);
    const features = Float32Array.from({ length: 18 }, () => rows.normal());
    const targets = Float32Array.from({ length: 6 }, () => rows.normal());
    const slice = (from: number, to: number, weight: number[]) => ({
      features: float32([to - from, 3], features.slice(from * 3, to * 3)),
      targets: float32([to - from], targets.slice(from, to)),
      weights: float32([to - from], weight),
    });
    const cycle = (list: ReturnType<typeof slice>[]): BatchSource => {
      let at = 0;
      return { next: () => list[at++ % list.length], cursor: () => ({ at }), seek: (cursor) => (at = cursor.at) };
    };
    const run = async (batches: BatchSource, accumulate: number): Promise<Trainer> => {
      const trainer = createTrainer({
        network,
        batches,
        accumulate,
        optimizer: sgd({ momentum: 0 }),
        schedule: { shape: 'constant', peak: 0.1 },
        rng: createRng(6),
      });
      await losses(trainer, 3);
      return trainer;
    };
    const together = await run(cycle([slice(0, 6, [1, 1, 0, 1, 0.5, 1])]), 1);
    const apart = await run(cycle([slice(0, 2, [1, 1]), slice(2, 6, [0, 1, 0.5, 1])]), 2);
    for (const [name, { data }] of together.weights) {
      apart.weights.get(name)!.data.forEach((value, i) => expect(value).toBeCloseTo(data[i], 5));
    }
  });

  it('stops before a broken update, keeps the last good state, and can go on from it', async () => {
    const trainer = decoderRun({ schedule: { shape: 'constant', peak: 1e3 } });
    const good = trainer.state();
    const failure = await losses(trainer, 50).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoamError);
    expect((failure as LoamError).message).toMatch(/^loss became NaN at step \d+: lower the learning rate/);
    expect(() => trainer.state()).toThrow(/became NaN/);
    await expect(trainer.step()).rejects.toThrow(/became NaN/);
    expect(trainer.lastGood()).toBe(good);
    trainer.restore(good);
    for (const [name, { data }] of good.parameters) expect(trainer.weights.get(name)!.data, name).toEqual(data);
    expect((await trainer.step()).step).toBe(1);
  });

  it('stops on NaN in the data', async () => {
    const batch = { features: float32([1, 2], [1, NaN]), labels: int32([1], [0]), weights: float32([1], [1]) };
    const trainer = createTrainer({
      network: mlp({ widths: [2, 2], task: 'classes' }),
      batches: { next: () => batch, cursor: () => ({}), seek: () => undefined },
      optimizer: sgd(),
      schedule: { shape: 'constant', peak: 0.1 },
      rng: createRng(1),
    });
    await expect(trainer.step()).rejects.toThrow(/loss became NaN at step 1/);
  });

  it('evaluates without changing anything, and learns on held-out text', async () => {
    const trainer = decoderRun();
    const rng = createRng(8);
    const held = tokenWindows({ tokens: tokenStream(rng, 300), batch: 2, time: 16, rng });
    const batches = [held.next(rng), held.next(rng)];
    const before = await trainer.evaluate(batches);
    expect(before.weight).toBe(64);
    expect(before.loss).toBeCloseTo(Math.log(64), 0);
    expect(await trainer.evaluate(batches)).toEqual(before);
    await losses(trainer, 60);
    expect((await trainer.evaluate(batches)).loss).toBeLessThan(before.loss - 1.5);
  });

  it('trains adapters and leaves the frozen network as it is', async () => {
    const base = decoderRun();
    await losses(base, 5);
    const frozen = new Map([...base.weights].map(([name, { data }]) => [name, data.slice()]));
    const trainer = decoderRun({
      network: lora(decoder(config), { rank: 4, alpha: 8, targets: ['v_proj', 'down_proj'] }),
      weights: base.weights,
    });
    const rng = createRng(8);
    const seen = [tokenWindows({ tokens: tokenStream(createRng(3).fork('text'), 600), batch: 8, time: 16, rng }).next(rng)];
    const before = await trainer.evaluate(seen);
    expect(before).toEqual(await base.evaluate(seen));
    await losses(trainer, 30);
    for (const [name, data] of frozen) expect(trainer.weights.get(name)!.data, name).toEqual(data);
    expect([...trainer.state().parameters.keys()].every((name) => name.includes('lora_'))).toBe(true);
    expect((await trainer.evaluate(seen)).loss).toBeLessThan(before.loss - 0.02);
  });

  it('trains tables row by row, and goes on from a stored state to the bit', async () => {
    const rng = createRng(12);
    const [users, items, factors] = [randomTable(rng, 6, 3), randomTable(rng, 5, 3), 3];
    const all = Array.from({ length: 30 }, (_, i) => [Math.floor(i / 5), i % 5] as const);
    const dot = (u: number, i: number): number =>
      Array.from({ length: factors }, (_, f) => users[u * factors + f] * items[i * factors + f]).reduce((a, b) => a + b);
    const batch = {
      users: int32([30], all.map(([user]) => user)), // prettier-ignore
      items: int32([30], all.map(([, item]) => item)), // prettier-ignore
      targets: float32([30], all.map(([user, item]) => dot(user, item))), // prettier-ignore
      weights: float32([30], Array<number>(30).fill(1)),
    };
    const table = (name: string, rows: number) => ({ name, rows, width: factors, init: { kind: 'normal', deviation: 0.5 } as const });
    const network: Network = {
      parameters: [{ name: 'offset', shape: [1], init: { kind: 'constant', value: 0.3 } }],
      tables: [table('userFactors', 6), table('itemFactors', 5)],
      lookups: [
        { table: 'userFactors', indices: 'users', rows: 'userRows' },
        { table: 'itemFactors', indices: 'items', rows: 'itemRows' },
      ],
      loss({ g, weight }, { userRows, itemRows, targets, weights }) {
        const products = g.add('ReduceSum', [g.add('Mul', [userRows, itemRows])], { axes: [1], keepdims: 0 });
        return squaredError(g, g.add('Add', [products, weight('offset')]), targets, weights);
      },
    };
    const make = (): Trainer =>
      createTrainer({
        network,
        batches: { next: () => batch, cursor: () => ({}), seek: () => undefined },
        optimizer: adamw({ weightDecay: 0 }),
        schedule: { shape: 'constant', peak: 0.05 },
        rng: createRng(13),
        clipNorm: 5,
        accumulate: 2,
        session: { threads: 1 },
      });
    const trainer = make();
    const first = await losses(trainer, 40);
    const stored = decodeState(encodeState(trainer.state()));
    const second = await losses(trainer, 200);
    expect(second.at(-1)).toBeLessThan(0.01 * first[0]);
    const resumed = make();
    resumed.restore(stored);
    expect(await losses(resumed, 200)).toEqual(second);
    expect(resumed.weights.get('userFactors')!.data).toEqual(trainer.weights.get('userFactors')!.data);
  });

  it('refuses weights of another shape', () => {
    const weights = decoderRun().weights;
    expect(() => decoderRun({ network: decoder({ ...config, width: 16 }), weights })).toThrow(/expected float32/);
  });
});
