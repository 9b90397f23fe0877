import { describe, expect, it } from 'vitest';
import { float32, zeros } from '../tensor/tensor';
import { addDims, broadcastShapes } from './dims';
import { GraphBuilder, GraphError, lower, verify, type Graph, type Node, type Value } from '.';

describe('GraphBuilder', () => {
  it('refuses what does not fit, on the line that adds it, and says why', () => {
    const g = new GraphBuilder();
    const [a, b] = [g.input('a', 'float32', [2, 3]), g.input('b', 'float32', [4, 3])];
    expect(() => g.add('Gemm', [a, b])).toThrow(/Gemm\(float32 \[2, 3\], float32 \[4, 3\]\): .*3 is not 4/);
    expect(() => g.add('Gemm', [a, b], { transB: 1 })).not.toThrow();
    expect(() => g.add('Add', [a, b])).toThrow(/do not broadcast/);
    expect(() => g.add('Add', [a])).toThrow(/takes 2 to 2 inputs, got 1/);
    expect(() => g.add('Exp', [g.input('i', 'int32', [2])])).toThrow(/expected float32, got int32/);
    expect(() => g.add('Reshape', [a], { shape: [4, 2] })).toThrow(/does not reshape/);
    expect(() => g.add('Transpose', [a], { perm: [0, 0] })).toThrow(/does not permute/);
    expect(() => g.add('Slice', [a], { starts: [1], ends: [4], axes: [1] })).toThrow(/outside axis/);
    expect(() => g.input('a', 'float32', [1])).toThrow(/two values are called a/);
  });

  it('infers shapes, free dimensions included', () => {
    const g = new GraphBuilder();
    const x = g.input('x', 'float32', ['batch', 'time', 12]);
    expect(g.add('Reshape', [x], { shape: [0, 0, 3, -1] }).shape).toEqual(['batch', 'time', 3, 4]);
    expect(g.add('Reshape', [x], { shape: [-1, 12] }).shape).toEqual(['batch*time', 12]);
    expect(g.add('Concat', [x, g.input('past', 'float32', ['batch', 'past', 12])], { axis: 1 }).shape).toEqual(['batch', 'time+past', 12]);
    expect(g.add('Unsqueeze', [x], { axes: [0, -1] }).shape).toEqual([1, 'batch', 'time', 12, 1]);
    expect(g.add('ReduceSum', [x], { axes: [-1], keepdims: 0 }).shape).toEqual(['batch', 'time']);
    expect(broadcastShapes(['n', 1], [3])).toEqual(['n', 3]);
    expect(addDims(2, 3)).toBe(5);
  });

  it('leaves out what the outputs do not need', () => {
    const g = new GraphBuilder();
    const [x, unused] = [g.input('x', 'float32', [2]), g.input('unused', 'float32', [2])];
    g.add('Exp', [unused]);
    const graph = g.build({ y: g.add('Mul', [x, g.scalar(2)]) });
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(graph.nodes.map(({ op }) => op)).toEqual(['Mul']);
    expect(graph.constants.size).toBe(1);
  });

  it('shares equal numbers', () => {
    const g = new GraphBuilder();
    expect(g.scalar(0.5)).toBe(g.scalar(0.5));
  });
});

describe('verify', () => {
  const valid = (): { graph: Graph; x: Value } => {
    const g = new GraphBuilder();
    const x = g.input('x', 'float32', [2, 2]);
    return { graph: g.build({ y: g.add('Add', [g.add('Exp', [x]), g.constant(float32([2], [1, 2]))]) }), x };
  };
  const change = (graph: Graph, index: number, node: Partial<Node>): Graph => ({
    ...graph,
    nodes: graph.nodes.map((old, i) => (i === index ? { ...old, ...node } : old)),
  });

  it('passes what the builder makes', () => {
    expect(() => verify(valid().graph)).not.toThrow();
  });

  it('catches every kind of damage', () => {
    const { graph, x } = valid();
    const [exp, add] = graph.nodes;
    const damaged: [Graph, RegExp][] = [
      [{ ...graph, nodes: [add, exp] }, /before it is made/],
      [change(graph, 0, { inputs: [] }), /takes 1 to 1 inputs/],
      [change(graph, 0, { outputs: [{ ...exp.outputs[0], shape: [3] }] }), /the graph says float32 \[3\]/],
      [change(graph, 0, { outputs: [{ ...exp.outputs[0], dtype: 'int32' }] }), /the graph says int32/],
      [change(graph, 0, { outputs: [] }), /has 1 outputs, the graph says 0/],
      [change(graph, 0, { attributes: { axis: 1 } }), /no attribute axis/],
      [{ ...graph, inputs: [x, x] }, /two values are called x/],
      [{ ...graph, constants: new Map([...graph.constants].map(([value]) => [value, zeros('float32', [3])])) }, /not what it says/],
      [{ ...graph, outputs: new Map([['y', { ...x, name: 'stray' }]]) }, /never made/],
    ];
    for (const [broken, message] of damaged) {
      expect(() => verify(broken)).toThrow(GraphError);
      expect(() => verify(broken)).toThrow(message);
    }
  });
});

describe('lower', () => {
  it('replaces composites and keeps the outputs', () => {
    const g = new GraphBuilder();
    const rows = g.add('SoftmaxCrossEntropy', [g.input('logits', 'float32', [4, 3]), g.input('labels', 'int32', [4])]);
    const lowered = lower(g.build({ rows }));
    verify(lowered);
    expect(lowered.nodes.map(({ op }) => op)).not.toContain('SoftmaxCrossEntropy');
    expect(lowered.outputs.get('rows')).toMatchObject({ dtype: 'float32', shape: [4] });
  });
});
