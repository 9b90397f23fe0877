import type { GraphBuilder, Value } from '../../graph';
import { normalizeAxis, staticShape } from '../../graph/dims';
import { GraphError } from '../../graph/graph';
import type { VjpRule } from '../rule';

function zerosLike(g: GraphBuilder, value: Value): Value {
  return g.add('ConstantOfShape', [], { shape: staticShape(value.shape) });
}

/**
 * The gradient of taking rows: every row's gradient is added to the row that it came from. The indices are
 * spread over the width and added by ScatterElements, which is exact where indices repeat; ScatterND is not.
 */
export const Gather: VjpRule<'Gather'> = ({ g, inputs: [data, indices], attributes: { axis = 0 }, dy }) => [
  () => {
    if (normalizeAxis(axis, data.shape.length) !== 0) throw new GraphError('the gradient of Gather is written for axis 0');
    const [rows, ...rest] = staticShape(data.shape);
    const width = rest.reduce((product, dim) => product * dim, 1);
    const count = staticShape(indices.shape).reduce((product, dim) => product * dim, 1);
    const spread = g.add('Expand', [g.add('Reshape', [indices], { shape: [count, 1] })], { shape: [count, width] });
    const updates = g.add('Reshape', [dy], { shape: [count, width] });
    const empty = g.add('ConstantOfShape', [], { shape: [rows, width] });
    const summed = g.add('ScatterElements', [empty, spread, updates], { axis: 0, reduction: 'add' });
    return rest.length === 1 ? summed : g.add('Reshape', [summed], { shape: [rows, ...rest] });
  },
  null,
];

export const GatherElements: VjpRule<'GatherElements'> = ({ g, inputs: [data, indices], attributes: { axis }, dy }) => [
  () => g.add('ScatterElements', [zerosLike(g, data), indices, dy], { axis, reduction: 'add' }),
  null,
];

export const ScatterElements: VjpRule<'ScatterElements'> = ({ g, inputs: [, indices], attributes: { axis }, dy }) => [
  () => dy,
  null,
  () => g.add('GatherElements', [dy, indices], { axis }),
];

/** (probability − [class is the label])·weight, the subtraction done by a scatter into one class per row. */
export const SoftmaxCrossEntropy: VjpRule<'SoftmaxCrossEntropy'> = ({ g, inputs: [, labels], outputs: [, probabilities], dy }) => [
  () => {
    const weight = g.add('Unsqueeze', [dy], { axes: [1] }); // (rows, 1)
    const chosen = g.add('Unsqueeze', [labels], { axes: [1] }); // (rows, 1)
    const pull = g.add('Mul', [probabilities, weight]); // (rows, classes)
    return g.add('ScatterElements', [pull, chosen, g.add('Neg', [weight])], { axis: 1, reduction: 'add' });
  },
  null,
];

/** A rotation's transpose is the rotation by the opposite angle. */
export const RotaryEmbedding: VjpRule<'RotaryEmbedding'> = ({ g, inputs: [, positions, cos, sin], attributes, dy }) => [
  () => g.add('RotaryEmbedding', [dy, positions, cos, g.add('Neg', [sin])], attributes),
  null,
  null,
  null,
];
