import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '@/lib/core/rng';
import { GraphBuilder, type Op } from '../graph';
import { gradients, rules, type VjpRules } from '.';
import { gradientError, integers, uniform, type GradientCase } from './testing/gradient-check';

const tolerance = 2e-3;

type NotDifferentiable = 'Equal' | 'Greater' | 'LessOrEqual' | 'And' | 'Cast' | 'CumSum' | 'GroupQueryAttention' | 'DynamicQuantizeMatMul';
type Differentiable = Exclude<Op, NotDifferentiable>;
/** k scales the sizes: 1 is probed element by element, 16 is large enough that kernels use their threads. */
type Case = (rng: Rng, k: number) => GradientCase;

function unary(
  op: 'Neg' | 'Exp' | 'Log' | 'Sqrt' | 'Reciprocal' | 'Tanh' | 'Erf' | 'Sigmoid' | 'Softplus' | 'Relu' | 'Gelu',
  low: number,
  high: number,
): Case {
  return (rng, k) => ({ inputs: { x: uniform(rng, [2 * k, 5 * k], low, high) }, build: (g, { x }) => g.add(op, [x]) });
}

/** Values away from zero on both sides, so that a kink is never straddled. */
function awayFromZero(rng: Rng, shape: readonly number[]) {
  const x = uniform(rng, shape, 0.05, 1);
  x.data.forEach((value, i) => (x.data[i] = rng.next() < 0.5 ? value : -value));
  return x;
}

function binary(op: 'Add' | 'Sub' | 'Mul' | 'Div'): Case {
  return (rng, k) => ({
    inputs: { a: uniform(rng, [2, 3 * k, 4 * k]), b: uniform(rng, [3 * k, 1], 0.5, 1.5) },
    build: (g, { a, b }) => g.add(op, [a, b]),
  });
}

const cases: { readonly [O in Differentiable]: readonly Case[] } = {
  Neg: [unary('Neg', -1, 1)],
  Exp: [unary('Exp', -1, 1)],
  Log: [unary('Log', 0.5, 2)],
  Sqrt: [unary('Sqrt', 0.5, 2)],
  Reciprocal: [unary('Reciprocal', 0.6, 2)],
  Tanh: [unary('Tanh', -2, 2)],
  Erf: [unary('Erf', -2, 2)],
  Sigmoid: [unary('Sigmoid', -3, 3)],
  Softplus: [unary('Softplus', -3, 3)],
  Relu: [(rng, k) => ({ inputs: { x: awayFromZero(rng, [3 * k, 4 * k]) }, build: (g, { x }) => g.add('Relu', [x]) })],
  Gelu: [unary('Gelu', -3, 3)],
  QuickGelu: [1, 1.702].map((alpha): Case => (rng, k) => ({
    inputs: { x: uniform(rng, [3 * k, 4 * k], -3, 3) },
    build: (g, { x }) => g.add('QuickGelu', [x], { alpha }),
  })),
  Add: [binary('Add')],
  Sub: [binary('Sub')],
  Mul: [binary('Mul'), (rng, k) => ({ inputs: { x: uniform(rng, [3, 4 * k]) }, build: (g, { x }) => g.add('Mul', [x, x]) })],
  Div: [binary('Div')],
  // The bound sits away from every value, so that no probe straddles the kink.
  Max: [
    (rng, k) => ({
      inputs: { a: awayFromZero(rng, [3, 4 * k]), b: uniform(rng, [1], -0.01, 0.01) },
      build: (g, { a, b }) => g.add('Max', [a, b]),
    }),
  ],
  Where: [
    (rng, k) => ({
      inputs: { choice: integers(rng, [3, 4 * k], 2), a: uniform(rng, [3, 4 * k]), b: uniform(rng, [4 * k]) },
      build: (g, { choice, a, b }) => g.add('Where', [g.add('Cast', [choice], { to: 9 }), a, b]),
    }),
  ],
  Gemm: [0, 1].flatMap((transA) =>
    [0, 1].map((transB): Case => (rng, k) => ({
      inputs: {
        a: uniform(rng, transA ? [4 * k, 3 * k] : [3 * k, 4 * k]),
        b: uniform(rng, transB ? [5 * k, 4 * k] : [4 * k, 5 * k]),
        c: uniform(rng, [5 * k]),
      },
      build: (g, { a, b, c }) => g.add('Gemm', [a, b, c], { alpha: 0.7, beta: 1.3, transA, transB }),
    })),
  ),
  MatMul: [
    (rng, k) => ({
      inputs: { a: uniform(rng, [2, 3, 4 * k]), b: uniform(rng, [4 * k, 2 * k]) },
      build: (g, { a, b }) => g.add('MatMul', [a, b]),
    }),
  ],
  FusedMatMul: [0, 1].flatMap((transA) =>
    [0, 1].map((transB): Case => (rng, k) => ({
      inputs: {
        a: uniform(rng, transA ? [2, 4 * k, 3 * k] : [2, 3 * k, 4 * k]),
        b: uniform(rng, transB ? [2, 2 * k, 4 * k] : [2, 4 * k, 2 * k]),
      },
      build: (g, { a, b }) => g.add('FusedMatMul', [a, b], { alpha: 0.5, transA, transB }),
    })),
  ),
  Reshape: [(rng, k) => ({ inputs: { x: uniform(rng, [3 * k, 4]) }, build: (g, { x }) => g.add('Reshape', [x], { shape: [2, -1] }) })],
  Transpose: [
    (rng, k) => ({ inputs: { x: uniform(rng, [2, 3 * k, 4]) }, build: (g, { x }) => g.add('Transpose', [x], { perm: [1, 2, 0] }) }),
  ],
  Concat: [
    (rng, k) => ({
      inputs: { a: uniform(rng, [2, 3 * k]), b: uniform(rng, [2, 2 * k]) },
      build: (g, { a, b }) => g.add('Concat', [a, b, a], { axis: 1 }),
    }),
  ],
  Slice: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [4 * k, 5]) },
      build: (g, { x }) => g.add('Slice', [x], { starts: [1, 2], ends: [3, 5], axes: [0, 1] }),
    }),
  ],
  Pad: [(rng, k) => ({ inputs: { x: uniform(rng, [2 * k, 3]) }, build: (g, { x }) => g.add('Pad', [x], { pads: [1, 0, 2, 3] }) })],
  Expand: [(rng, k) => ({ inputs: { x: uniform(rng, [3 * k, 1]) }, build: (g, { x }) => g.add('Expand', [x], { shape: [2, 3 * k, 4] }) })],
  Unsqueeze: [(rng, k) => ({ inputs: { x: uniform(rng, [3 * k, 4]) }, build: (g, { x }) => g.add('Unsqueeze', [x], { axes: [0, 2] }) })],
  ConstantOfShape: [
    (rng) => ({
      inputs: { x: uniform(rng, [3]) },
      build: (g, { x }) => g.add('Add', [x, g.add('ConstantOfShape', [], { shape: [2, 3] })]),
    }),
  ],
  ReduceSum: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [2, 3 * k, 4]) },
      build: (g, { x }) => g.add('ReduceSum', [x], { axes: [0, -1], keepdims: 0 }),
    }),
    (rng, k) => ({ inputs: { x: uniform(rng, [2, 3 * k, 4]) }, build: (g, { x }) => g.add('ReduceSum', [x], { axes: [1], keepdims: 1 }) }),
  ],
  ReduceMean: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [2, 3 * k, 4]) },
      build: (g, { x }) => g.add('ReduceMean', [x], { axes: [1, 2], keepdims: 0 }),
    }),
  ],
  Softmax: [(rng, k) => ({ inputs: { x: uniform(rng, [3 * k, 5 * k], -2, 2) }, build: (g, { x }) => g.add('Softmax', [x], { axis: -1 }) })],
  LogSoftmax: [
    (rng, k) => ({ inputs: { x: uniform(rng, [3 * k, 5 * k], -2, 2) }, build: (g, { x }) => g.add('LogSoftmax', [x], { axis: -1 }) }),
  ],
  LayerNormalization: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [3 * k, 6 * k], -2, 2), scale: uniform(rng, [6 * k]), bias: uniform(rng, [6 * k]) },
      build: (g, { x, scale, bias }) => g.add('LayerNormalization', [x, scale, bias], { epsilon: 1e-5, axis: -1 }),
    }),
  ],
  SimplifiedLayerNormalization: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [3 * k, 6 * k], -2, 2), scale: uniform(rng, [6 * k]) },
      build: (g, { x, scale }) => g.add('SimplifiedLayerNormalization', [x, scale], { epsilon: 1e-5, axis: -1 }),
    }),
  ],
  Gather: [
    (rng, k) => ({
      inputs: { table: uniform(rng, [5, 3 * k]), rows: integers(rng, [4 * k, 2], 5) },
      build: (g, { table, rows }) => g.add('Gather', [table, rows], { axis: 0 }),
    }),
    (rng, k) => ({
      inputs: { table: uniform(rng, [5, 2, 3]), rows: integers(rng, [8 * k], 5) },
      build: (g, { table, rows }) => g.add('Gather', [table, rows], { axis: 0 }),
    }),
  ],
  GatherElements: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [4 * k, 5]), at: integers(rng, [4 * k, 3], 5) },
      build: (g, { x, at }) => g.add('GatherElements', [x, at], { axis: 1 }),
    }),
  ],
  ScatterElements: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [3, 4]), at: integers(rng, [8 * k, 4], 3), updates: uniform(rng, [8 * k, 4]) },
      build: (g, { x, at, updates }) => g.add('ScatterElements', [x, at, updates], { axis: 0, reduction: 'add' }),
    }),
  ],
  RotaryEmbedding: [
    (rng, k) => ({
      inputs: { x: uniform(rng, [2, 3 * k, 8]), angle: uniform(rng, [1]) },
      build(g, { x }) {
        const angles = uniform(rng, [3 * k, 2], 0, 3);
        const positions = g.constant({ dtype: 'int64', shape: [1], data: new BigInt64Array(1) });
        const cos = g.constant({ ...angles, data: angles.data.map(Math.cos) });
        const sin = g.constant({ ...angles, data: angles.data.map(Math.sin) });
        return g.add('RotaryEmbedding', [x, positions, cos, sin]);
      },
    }),
  ],
  SoftmaxCrossEntropy: [
    (rng, k) => ({
      inputs: { logits: uniform(rng, [4 * k, 5 * k], -2, 2), labels: integers(rng, [4 * k], 5 * k) },
      build: (g, { logits, labels }) => g.add('SoftmaxCrossEntropy', [logits, labels]),
    }),
  ],
};

describe('gradients agree with finite differences', () => {
  for (const [op, list] of Object.entries(cases)) {
    it.each([1, 2])(`${op}, %i threads`, async (threads) => {
      for (const make of list) {
        const rng = createRng(7).fork(op);
        expect(await gradientError(make(rng, 1), { rng, threads })).toBeLessThan(tolerance);
        expect(await gradientError(make(rng, 16), { rng, threads, directions: 3 })).toBeLessThan(tolerance);
      }
    });
  }
});

describe('the check itself', () => {
  const wrongRules: { [name: string]: { rules: VjpRules; case: Case } } = {
    'a sign': {
      rules: { ...rules, Tanh: ({ g, outputs: [y], dy }) => [() => g.add('Mul', [dy, g.add('Add', [g.scalar(1), g.add('Mul', [y, y])])])] },
      case: cases.Tanh[0],
    },
    'a transpose': {
      rules: {
        ...rules,
        FusedMatMul: (node) => rules.FusedMatMul(node).map((thunk) => thunk && (() => node.g.add('Mul', [thunk(), node.g.scalar(0.99)]))),
      },
      case: cases.FusedMatMul[0],
    },
    'a forgotten mean': {
      rules: {
        ...rules,
        LayerNormalization: (node) => [
          () => node.g.add('Mul', [node.g.add('Mul', [node.dy, node.inputs[1]]), node.outputs[2]]),
          ...rules.LayerNormalization(node).slice(1),
        ],
      },
      case: cases.LayerNormalization[0],
    },
    'a scatter that averages repeated rows': {
      rules: {
        ...rules,
        Gather: ({ g, inputs: [table, rows], dy }) => [
          () => {
            const [count, width] = table.shape as number[];
            const flat = g.add('Reshape', [rows], { shape: [-1] });
            const n = flat.shape[0] as number;
            const updates = g.add('Reshape', [dy], { shape: [n, width] });
            const index = g.add('Expand', [g.add('Reshape', [flat], { shape: [n, 1] })], { shape: [n, width] });
            const half = g.add('ScatterElements', [g.add('ConstantOfShape', [], { shape: [count, width] }), index, updates], {
              axis: 0,
              reduction: 'add',
            });
            const hits = g.add(
              'ScatterElements',
              [
                g.add('ConstantOfShape', [], { shape: [count, width] }),
                index,
                g.add('ConstantOfShape', [], { shape: [n, width], value: { dtype: 'float32', shape: [1], data: Float32Array.of(1) } }),
              ],
              { axis: 0, reduction: 'add' },
            );
            return g.add('Div', [half, g.add('Max', [hits, g.scalar(1)])]);
          },
          null,
        ],
      },
      case: cases.Gather[0],
    },
  };
  it.each(Object.keys(wrongRules))('catches a planted fault: %s', async (name) => {
    const rng = createRng(7);
    const planted = wrongRules[name];
    expect(await gradientError(planted.case(rng, 1), { rng, threads: 2, rules: planted.rules })).toBeGreaterThan(5 * tolerance);
  });

  it('refuses a rule that gives the wrong shape', () => {
    const g = new GraphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const loss = g.add('ReduceSum', [g.add('Exp', [x])], { axes: [0, 1], keepdims: 0 });
    const planted: VjpRules = { ...rules, Exp: ({ g, dy }) => [() => g.add('Reshape', [dy], { shape: [3, 2] })] };
    expect(() => gradients(g, loss, [x], planted)).toThrow(/rule of Exp gives \[3, 2\]/);
  });
});

describe('gradients', () => {
  it('prunes what only frozen weights need', () => {
    const g = new GraphBuilder();
    const [x, frozen, trained] = [
      g.input('x', 'float32', [4, 8]),
      g.input('frozen', 'float32', [8, 8]),
      g.input('trained', 'float32', [8, 2]),
    ];
    const y = g.add('Gemm', [g.add('Gemm', [x, frozen]), trained]);
    const [dTrained] = gradients(g, g.add('ReduceSum', [y], { axes: [0, 1], keepdims: 0 }), [trained]);
    // Forward product, spread of the seed, one product for the gradient: none for x or the frozen matrix.
    expect(g.build({ dTrained }).nodes.filter(({ op }) => op === 'Gemm')).toHaveLength(2);
  });

  it('gives zeros for what the loss does not depend on', () => {
    const g = new GraphBuilder();
    const [x, other] = [g.input('x', 'float32', [2]), g.input('other', 'float32', [3])];
    const [d] = gradients(g, g.add('ReduceSum', [x], { axes: [0], keepdims: 0 }), [other]);
    expect(d.producer?.op).toBe('ConstantOfShape');
  });

  it('refuses a loss that is not a scalar, and a path through an operator without a gradient', () => {
    const g = new GraphBuilder();
    const x = g.input('x', 'float32', [2]);
    expect(() => gradients(g, x, [x])).toThrow(/one element/);
    const counted = g.add('ReduceSum', [g.add('CumSum', [x], { axis: [0] })], { axes: [0], keepdims: 0 });
    expect(() => gradients(g, counted, [x])).toThrow(/CumSum has no gradient/);
  });
});
