import { addDims, broadcastShapes, knownProduct, normalizeAxis, sameShape, showShape, type Dim } from '../dims';
import { operator, present, required } from '../operator';

export const shape = {
  /** A new shape of the same size: 0 keeps a dimension, one −1 takes what is left. */
  Reshape: operator({
    domain: '',
    arity: [1, 1],
    attributes: { shape: 'ints' },
    asInputs: ['shape'],
    infer(inputs, attributes) {
      const x = present(inputs, 0);
      const target = required(attributes.shape, 'shape');
      const dims: Dim[] = target.map((dim, i) => (dim === 0 ? x.shape[i] : dim));
      const open = dims.indexOf(-1);
      if (open >= 0)
        dims[open] = remainder(
          x.shape,
          dims.filter((_, i) => i !== open),
        );
      const [before, after] = [knownProduct(x.shape), knownProduct(dims)];
      if (before !== null && after !== null && before !== after)
        throw new Error(`${showShape(x.shape)} does not reshape to ${showShape(target)}`);
      return [{ dtype: x.dtype, shape: dims }];
    },
  }),
  Transpose: operator({
    domain: '',
    arity: [1, 1],
    attributes: { perm: 'ints' },
    infer(inputs, attributes) {
      const x = present(inputs, 0);
      const perm = required(attributes.perm, 'perm');
      if ([...perm].sort((a, b) => a - b).join() !== x.shape.map((_, i) => i).join())
        throw new Error(`${perm.join()} does not permute rank ${x.shape.length}`);
      return [{ dtype: x.dtype, shape: perm.map((axis) => x.shape[axis]) }];
    },
  }),
  Concat: operator({
    domain: '',
    arity: [1, 64],
    attributes: { axis: 'int' },
    infer(inputs, attributes) {
      const first = present(inputs, 0);
      const axis = normalizeAxis(required(attributes.axis, 'axis'), first.shape.length);
      let total = first.shape[axis];
      for (let i = 1; i < inputs.length; i++) {
        const next = present(inputs, i);
        if (next.dtype !== first.dtype || !sameShape(next.shape.with(axis, 0), first.shape.with(axis, 0))) {
          throw new Error(`${showShape(next.shape)} does not join ${showShape(first.shape)} along ${axis}`);
        }
        total = addDims(total, next.shape[axis]);
      }
      return [{ dtype: first.dtype, shape: first.shape.with(axis, total) }];
    },
  }),
  /** Rows starts[i] to ends[i] (exclusive) of axes[i], in steps of one. */
  Slice: operator({
    domain: '',
    arity: [1, 1],
    attributes: { starts: 'ints', ends: 'ints', axes: 'ints' },
    asInputs: ['starts', 'ends', 'axes'],
    infer(inputs, attributes) {
      const x = present(inputs, 0);
      const [starts, ends, axes] = [
        required(attributes.starts, 'starts'),
        required(attributes.ends, 'ends'),
        required(attributes.axes, 'axes'),
      ];
      const dims = [...x.shape];
      axes.forEach((axis, i) => {
        const size = x.shape[normalizeAxis(axis, dims.length)];
        if (starts[i] < 0 || ends[i] <= starts[i] || (typeof size === 'number' && ends[i] > size)) {
          throw new Error(`[${starts[i]}, ${ends[i]}) is outside axis ${axis} of ${showShape(x.shape)}`);
        }
        dims[axis] = ends[i] - starts[i];
      });
      return [{ dtype: x.dtype, shape: dims }];
    },
  }),
  /** Zeros around: `pads` holds the widths before every axis, then those after every axis. */
  Pad: operator({
    domain: '',
    arity: [1, 1],
    attributes: { pads: 'ints' },
    asInputs: ['pads'],
    infer(inputs, attributes) {
      const x = present(inputs, 0);
      const pads = required(attributes.pads, 'pads');
      const rank = x.shape.length;
      if (pads.length !== 2 * rank) throw new Error(`rank ${rank} needs ${2 * rank} pads`);
      return [{ dtype: x.dtype, shape: x.shape.map((dim, i) => addDims(dim, pads[i] + pads[i + rank])) }];
    },
  }),
  Expand: operator({
    domain: '',
    arity: [1, 1],
    attributes: { shape: 'ints' },
    asInputs: ['shape'],
    infer(inputs, attributes) {
      const x = present(inputs, 0);
      return [{ dtype: x.dtype, shape: broadcastShapes(x.shape, required(attributes.shape, 'shape')) }];
    },
  }),
  Unsqueeze: operator({
    domain: '',
    arity: [1, 1],
    attributes: { axes: 'ints' },
    asInputs: ['axes'],
    infer(inputs, attributes) {
      const x = present(inputs, 0);
      const axes = required(attributes.axes, 'axes');
      const dims = [...x.shape];
      [...axes].sort((a, b) => a - b).forEach((axis) => dims.splice(normalizeAxis(axis, x.shape.length + axes.length), 0, 1));
      return [{ dtype: x.dtype, shape: dims }];
    },
  }),
  /** A tensor of one float repeated. */
  ConstantOfShape: operator({
    domain: '',
    arity: [0, 0],
    attributes: { shape: 'ints', value: 'tensor' },
    asInputs: ['shape'],
    infer: (_, attributes) => [{ dtype: attributes.value?.dtype ?? 'float32', shape: required(attributes.shape, 'shape') }],
  }),
};

/** What a −1 stands for: names and numbers that both sides share cancel. */
function remainder(from: readonly Dim[], taken: readonly Dim[]): Dim {
  const names = from.filter((dim) => typeof dim === 'string');
  for (const dim of taken) {
    if (typeof dim !== 'string') continue;
    const at = names.indexOf(dim);
    if (at < 0) throw new Error(`${dim} is not among ${showShape(from)}`);
    names.splice(at, 1);
  }
  const numbers = (dims: readonly Dim[]): number =>
    dims.reduce<number>((product, dim) => (typeof dim === 'number' ? product * dim : product), 1);
  const factor = numbers(from) / numbers(taken);
  if (names.length === 0) {
    if (!Number.isInteger(factor)) throw new Error(`${showShape(from)} does not split by ${showShape(taken)}`);
    return factor;
  }
  return factor === 1 ? names.join('*') : `${names.join('*')}*${factor}`;
}
