import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../graph';
import { extendModel, nodesOf, writeOnnx } from '.';

/** y = tanh(x) · 2 */
function model(): Uint8Array {
  const g = new GraphBuilder();
  const x = g.input('x', 'float32', ['rows', 3]);
  return writeOnnx(g.build({ y: g.add('Mul', [g.add('Tanh', [x]), g.scalar(2)]) }));
}
const x = new RuntimeTensor('float32', Float32Array.of(0, 1, -2, 3, 0.5, -1), [2, 3]);

describe('an extended model', () => {
  it('gives what it gave, what it kept to itself, and what was added', async () => {
    const [tanh] = nodesOf(model(), 'Tanh');
    expect(tanh.inputs).toEqual(['x']);
    const extended = extendModel(model(), {
      inputs: [{ name: 'which', dtype: 'int64', shape: ['rows', 1] }],
      constants: [{ name: 'last', value: -1 }],
      nodes: [
        { op: 'LogSoftmax', inputs: ['y'], outputs: ['logs'], axis: -1 },
        { op: 'GatherElements', inputs: ['logs', 'which'], outputs: ['chosen'], axis: -1 },
        { op: 'Gather', inputs: ['y', 'last'], outputs: ['ends'], axis: 1 },
      ],
      outputs: [
        { name: 'chosen', dtype: 'float32', shape: ['rows', 1] },
        { name: 'ends', dtype: 'float32', shape: ['rows'] },
        { name: tanh.outputs[0], dtype: 'float32', shape: ['rows', 3] },
      ],
    });
    const [before, after] = [await InferenceSession.create(model()), await InferenceSession.create(extended)];
    const { y } = await before.run({ x });
    const out = await after.run({ x, which: new RuntimeTensor('int64', BigInt64Array.of(2n, 0n), [2, 1]) });
    const doubled = y.data as Float32Array;
    expect(out.y.data).toEqual(doubled);
    expect(out.ends.dims).toEqual([2]);
    expect(out.ends.data).toEqual(Float32Array.of(doubled[2], doubled[5]));
    expect(out[tanh.outputs[0]].data).toEqual(doubled.map((value) => value / 2));
    const logSoftmax = (row: Float32Array, i: number): number => row[i] - Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
    const chosen = out.chosen.data as Float32Array;
    expect(chosen[0]).toBeCloseTo(logSoftmax(doubled.subarray(0, 3), 2), 5);
    expect(chosen[1]).toBeCloseTo(logSoftmax(doubled.subarray(3), 0), 5);
  });

  it('has no nodes of an operator that it does not use', () => {
    expect(nodesOf(model(), 'Conv')).toEqual([]);
  });
});
