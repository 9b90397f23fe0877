import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { GraphBuilder } from '../graph';
import { float32, int32, zeros, type Tensor } from '../tensor/tensor';
import { compile, createSession, writeOnnx } from '.';

/** y = x + x over a few numbers. */
function doubling(length: number): Uint8Array {
  const g = new GraphBuilder();
  const x = g.input('x', 'float32', [length]);
  return writeOnnx(g.build({ y: g.add('Add', [x, x]) }));
}

/** A product large enough to take many milliseconds. */
function slowModel(): { model: Uint8Array; x: Tensor } {
  const g = new GraphBuilder();
  let x = g.input('x', 'float32', [384, 384]);
  for (let i = 0; i < 12; i++) x = g.add('Tanh', [g.add('Gemm', [x, x], { alpha: 0.01 })]);
  return { model: writeOnnx(g.build({ y: x })), x: zeros('float32', [384, 384]) };
}

// The engine is built on these. An upgrade of onnxruntime-node that changes one must fail here, not in a training run.
describe('how onnxruntime-node runs', () => {
  it('computes on the calling thread: the event loop does not turn during a run', async () => {
    const { model, x } = slowModel();
    const session = await InferenceSession.create(model);
    let turns = 0;
    let running = true;
    const turn = (): void => {
      turns++;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    await session.run({ x: new RuntimeTensor('float32', x.data as Float32Array, x.shape) });
    running = false;
    expect(turns).toBeLessThanOrEqual(3);
  });

  it('reads inputs where they lie, when the run begins and not when it is asked for', async () => {
    const session = await createSession(doubling(2));
    const [x, y] = [float32([2], [1, 2]), zeros('float32', [2])];
    const pending = session.run(new Map([['x', x]]), new Map([['y', y]]));
    x.data.set([10, 20]);
    await pending;
    expect([...y.data]).toEqual([20, 40]);
  });

  it('writes a fetch in place and gives copies as the result', async () => {
    const session = await InferenceSession.create(doubling(2));
    const mine = new Float32Array(2);
    const result = await session.run(
      { x: new RuntimeTensor('float32', Float32Array.of(1, 2), [2]) },
      { y: new RuntimeTensor('float32', mine, [2]) },
    );
    expect([...mine]).toEqual([2, 4]);
    expect((result.y.data as Float32Array).buffer).not.toBe(mine.buffer);
  });

  it('takes views into a larger buffer', async () => {
    const session = await createSession(doubling(2));
    const buffer = new Float32Array([9, 1, 2, 9, 0, 0, 9]);
    const view = (start: number): Tensor => ({ dtype: 'float32', shape: [2], data: buffer.subarray(start, start + 2) });
    await session.run(new Map([['x', view(1)]]), new Map([['y', view(4)]]));
    expect([...buffer]).toEqual([9, 1, 2, 9, 2, 4, 9]);
  });
});

describe('createSession', () => {
  it('refuses to write an output over an input', async () => {
    const session = await createSession(doubling(2));
    const x = float32([2], [1, 2]);
    const overlapping: Tensor = { dtype: 'float32', shape: [1], data: (x.data as Float32Array).subarray(1) };
    await expect(session.run(new Map([['x', x]]), new Map([['y', x]]))).rejects.toThrow(/x is fed from the memory that y/);
    await expect(session.run(new Map([['x', x]]), new Map([['y', overlapping]]))).rejects.toThrow(/memory/);
  });

  it('rejects bytes that are no model', async () => {
    await expect(createSession(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});

describe('scattering', () => {
  it('adds every update where indices repeat, at two threads', async () => {
    const rng = createRng(4);
    const [rows, width, updates] = [8, 64, 4096];
    const g = new GraphBuilder();
    const index = g.input('index', 'int32', [updates]);
    const values = g.input('values', 'float32', [updates, width]);
    const spread = g.add('Expand', [g.add('Reshape', [index], { shape: [updates, 1] })], { shape: [updates, width] });
    const empty = g.add('ConstantOfShape', [], { shape: [rows, width] });
    const sum = g.add('ScatterElements', [empty, spread, values], { axis: 0, reduction: 'add' });
    const program = await compile(g.build({ sum }), { threads: 2 });
    const indices = int32(
      [updates],
      Array.from({ length: updates }, () => rng.int(rows)),
    );
    const ones = float32([updates, width], new Float32Array(updates * width).fill(1));
    const counts = new Float32Array(rows);
    indices.data.forEach((row) => counts[row]++);
    for (let attempt = 0; attempt < 5; attempt++) {
      const out = (await program.run(new Map<string, Tensor>([['index', indices], ['values', ones]]))).get('sum')!; // prettier-ignore
      out.data.forEach((value, i) => expect(value).toBe(counts[Math.floor(i / width)]));
    }
  });
});
