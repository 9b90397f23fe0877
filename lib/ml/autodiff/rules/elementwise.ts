import type { GraphBuilder, Op, Value } from '../../graph';
import { once, sumTo, type Differentiated, type VjpRule } from '../rule';

/** A rule for y = f(x), given the factor dy/dx. */
function chain(derivative: (node: Differentiated<Op>, x: Value, y: Value) => Value): VjpRule<Op> {
  return (node) => [() => node.g.add('Mul', [node.dy, derivative(node, node.inputs[0], node.outputs[0])])];
}

const one = (g: GraphBuilder): Value => g.scalar(1);

export const Neg: VjpRule<'Neg'> = ({ g, dy }) => [() => g.add('Neg', [dy])];
export const Exp = chain((_, __, y) => y);
export const Log = chain(({ g }, x) => g.add('Reciprocal', [x]));
export const Sqrt = chain(({ g }, _, y) => g.add('Div', [g.scalar(0.5), y]));
export const Reciprocal = chain(({ g }, _, y) => g.add('Neg', [g.add('Mul', [y, y])]));
export const Tanh = chain(({ g }, _, y) => g.add('Sub', [one(g), g.add('Mul', [y, y])]));
export const Sigmoid = chain(({ g }, _, y) => g.add('Mul', [y, g.add('Sub', [one(g), y])]));
export const Softplus = chain(({ g }, x) => g.add('Sigmoid', [x]));
export const Erf = chain(({ g }, x) =>
  g.add('Mul', [g.add('Exp', [g.add('Neg', [g.add('Mul', [x, x])])]), g.scalar(2 / Math.sqrt(Math.PI))]),
);

export const Relu: VjpRule<'Relu'> = ({ g, outputs: [y], dy }) => [
  () => g.add('Where', [g.add('Greater', [y, g.scalar(0)]), dy, g.scalar(0)]),
];

/** Φ(x) + x·φ(x), as ½·(1 + erf(u) + u·exp(−u²)·2/√π) with u = x/√2. */
export const Gelu = chain(({ g }, x) => {
  const u = g.add('Mul', [x, g.scalar(Math.SQRT1_2)]);
  const bell = g.add('Exp', [g.add('Neg', [g.add('Mul', [u, u])])]);
  const slope = g.add('Mul', [g.add('Mul', [u, bell]), g.scalar(2 / Math.sqrt(Math.PI))]);
  return g.add('Mul', [g.add('Add', [g.add('Add', [g.add('Erf', [u]), slope]), one(g)]), g.scalar(0.5)]);
});

/** s + alpha·y·(1 − s) with s = sigmoid(alpha·x): reusing the output saves a pass. */
export const QuickGelu: VjpRule<'QuickGelu'> = ({ g, inputs: [x], outputs: [y], attributes: { alpha = 1.702 }, dy }) => [
  () => {
    const s = g.add('Sigmoid', [alpha === 1 ? x : g.add('Mul', [x, g.scalar(alpha)])]);
    const bend = g.add('Mul', [alpha === 1 ? y : g.add('Mul', [y, g.scalar(alpha)]), g.add('Sub', [one(g), s])]);
    return g.add('Mul', [dy, g.add('Add', [s, bend])]);
  },
];

export const Add: VjpRule<'Add'> = ({ g, inputs: [a, b], dy }) => [() => sumTo(g, dy, a.shape), () => sumTo(g, dy, b.shape)];

export const Sub: VjpRule<'Sub'> = ({ g, inputs: [a, b], dy }) => [
  () => sumTo(g, dy, a.shape),
  () => g.add('Neg', [sumTo(g, dy, b.shape)]),
];

export const Mul: VjpRule<'Mul'> = ({ g, inputs: [a, b], dy }) => [
  () => sumTo(g, g.add('Mul', [dy, b]), a.shape),
  () => sumTo(g, g.add('Mul', [dy, a]), b.shape),
];

export const Div: VjpRule<'Div'> = ({ g, inputs: [a, b], outputs: [y], dy }) => {
  const over = once(() => g.add('Div', [dy, b]));
  return [() => sumTo(g, over(), a.shape), () => g.add('Neg', [sumTo(g, g.add('Mul', [over(), y]), b.shape)])];
};

/** Equal arguments both count as the second. */
export const Max: VjpRule<'Max'> = ({ g, inputs: [a, b], dy }) => {
  const first = once(() => g.add('Greater', [a, b]));
  const zero = g.scalar(0);
  return [() => sumTo(g, g.add('Where', [first(), dy, zero]), a.shape), () => sumTo(g, g.add('Where', [first(), zero, dy]), b.shape)];
};

export const Where: VjpRule<'Where'> = ({ g, inputs: [condition, a, b], dy }) => [
  null,
  () => sumTo(g, g.add('Where', [condition, dy, g.scalar(0)]), a.shape),
  () => sumTo(g, g.add('Where', [condition, g.scalar(0), dy]), b.shape),
];
