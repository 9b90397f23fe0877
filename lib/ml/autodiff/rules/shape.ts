import type { GraphBuilder, Op, Value } from '../../graph';
import { normalizeAxis, staticShape } from '../../graph/dims';
import { sumTo, type VjpRule } from '../rule';

const reshapeTo = (g: GraphBuilder, value: Value, like: Value): Value => g.add('Reshape', [value], { shape: staticShape(like.shape) });

/** The gradient of any operator that only regroups elements. */
const regroup: VjpRule<Op> = ({ g, inputs: [x], dy }) => [() => reshapeTo(g, dy, x)];

export const Reshape = regroup;
export const Unsqueeze = regroup;

export const Transpose: VjpRule<'Transpose'> = ({ g, attributes: { perm = [] }, dy }) => [
  () => g.add('Transpose', [dy], { perm: perm.map((_, axis) => perm.indexOf(axis)) }),
];

export const Concat: VjpRule<'Concat'> = ({ g, inputs, attributes, dy }) => {
  const axis = normalizeAxis(attributes.axis ?? 0, dy.shape.length);
  let offset = 0;
  return inputs.map((input) => {
    const start = offset;
    offset += staticShape(input.shape)[axis];
    return () => g.add('Slice', [dy], { starts: [start], ends: [start + staticShape(input.shape)[axis]], axes: [axis] });
  });
};

export const Slice: VjpRule<'Slice'> = ({ g, inputs: [x], attributes: { starts = [], ends = [], axes = [] }, dy }) => [
  () => {
    const dims = staticShape(x.shape);
    const before = dims.map(() => 0);
    const after = dims.map(() => 0);
    axes.forEach((axis, i) => {
      before[normalizeAxis(axis, dims.length)] = starts[i];
      after[normalizeAxis(axis, dims.length)] = dims[normalizeAxis(axis, dims.length)] - ends[i];
    });
    return g.add('Pad', [dy], { pads: [...before, ...after] });
  },
];

export const Pad: VjpRule<'Pad'> = ({ g, inputs: [x], attributes: { pads = [] }, dy }) => [
  () => {
    const dims = staticShape(x.shape);
    return g.add('Slice', [dy], {
      starts: pads.slice(0, dims.length),
      ends: dims.map((dim, i) => pads[i] + dim),
      axes: dims.map((_, i) => i),
    });
  },
];

export const Expand: VjpRule<'Expand'> = ({ g, inputs: [x], dy }) => [() => sumTo(g, dy, x.shape)];

export const ConstantOfShape: VjpRule<'ConstantOfShape'> = () => [];
