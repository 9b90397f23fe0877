import type { GraphBuilder, Value } from '../../graph';
import { normalizeAxis, staticShape } from '../../graph/dims';
import { once, sumTo, type VjpRule } from '../rule';

/** Repeats a reduced gradient over the axes that were summed away. */
function spread(g: GraphBuilder, dy: Value, x: Value, axes: readonly number[]): Value {
  const gone = new Set(axes.map((axis) => normalizeAxis(axis, x.shape.length)));
  const dims = staticShape(x.shape);
  const kept = g.add('Reshape', [dy], { shape: dims.map((dim, i) => (gone.has(i) ? 1 : dim)) });
  return g.add('Expand', [kept], { shape: dims });
}

export const ReduceSum: VjpRule<'ReduceSum'> = ({ g, inputs: [x], attributes: { axes = [] }, dy }) => [() => spread(g, dy, x, axes)];

export const ReduceMean: VjpRule<'ReduceMean'> = ({ g, inputs: [x], attributes: { axes = [] }, dy }) => [
  () => {
    const count = axes.reduce((product, axis) => product * staticShape(x.shape).at(axis)!, 1);
    return spread(g, g.add('Mul', [dy, g.scalar(1 / count)]), x, axes);
  },
];

const sumLast = (g: GraphBuilder, value: Value): Value => g.add('ReduceSum', [value], { axes: [-1], keepdims: 1 });
const meanLast = (g: GraphBuilder, value: Value): Value => g.add('ReduceMean', [value], { axes: [-1], keepdims: 1 });

export const Softmax: VjpRule<'Softmax'> = ({ g, outputs: [y], dy }) => [
  () => g.add('Mul', [y, g.add('Sub', [dy, sumLast(g, g.add('Mul', [dy, y]))])]),
];

export const LogSoftmax: VjpRule<'LogSoftmax'> = ({ g, outputs: [y], dy }) => [
  () => g.add('Sub', [dy, g.add('Mul', [g.add('Exp', [y]), sumLast(g, dy)])]),
];

/** With n = (x − mean)/deviation and d = dy·scale: dx = (d − mean(d) − n·mean(d·n))/deviation. */
export const LayerNormalization: VjpRule<'LayerNormalization'> = ({ g, inputs: [x, scale, bias], outputs: [, mean, inverse], dy }) => {
  const normal = once(() => g.add('Mul', [g.add('Sub', [x, mean]), inverse]));
  return [
    () => {
      const d = g.add('Mul', [dy, scale]);
      const along = g.add('Mul', [normal(), meanLast(g, g.add('Mul', [d, normal()]))]);
      return g.add('Mul', [g.add('Sub', [g.add('Sub', [d, meanLast(g, d)]), along]), inverse]);
    },
    () => sumTo(g, g.add('Mul', [dy, normal()]), scale.shape),
    () => sumTo(g, dy, bias.shape),
  ];
};

/** As LayerNormalization without the mean. The kernel's second output is 1/deviation. */
export const SimplifiedLayerNormalization: VjpRule<'SimplifiedLayerNormalization'> = ({
  g,
  inputs: [x, scale],
  outputs: [, inverse],
  dy,
}) => {
  const normal = once(() => g.add('Mul', [x, inverse]));
  return [
    () => {
      const d = g.add('Mul', [dy, scale]);
      const along = g.add('Mul', [normal(), meanLast(g, g.add('Mul', [d, normal()]))]);
      return g.add('Mul', [g.add('Sub', [d, along]), inverse]);
    },
    () => sumTo(g, g.add('Mul', [dy, normal()]), scale.shape),
  ];
};
