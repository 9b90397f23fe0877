import { normalizeAxis, type Dim } from '../dims';
import { expectDType, operator, present, required, type Operator } from '../operator';

const reduceAttributes = { axes: 'ints', keepdims: 'int' } as const;

function reduce(): Operator<typeof reduceAttributes> {
  return operator({
    domain: '',
    arity: [1, 1],
    attributes: reduceAttributes,
    asInputs: ['axes'],
    infer(inputs, { axes, keepdims }) {
      const x = present(inputs, 0);
      expectDType(x, 'float32', 'int64');
      const gone = new Set(required(axes, 'axes').map((axis) => normalizeAxis(axis, x.shape.length)));
      const dims = x.shape.flatMap((dim, i): Dim[] => (!gone.has(i) ? [dim] : keepdims === 0 ? [] : [1]));
      return [{ dtype: x.dtype, shape: dims }];
    },
  });
}

function alongLastAxis(): Operator<{ axis: 'int' }> {
  return operator({
    domain: '',
    arity: [1, 1],
    attributes: { axis: 'int' },
    infer(inputs, { axis }) {
      const x = present(inputs, 0);
      expectDType(x, 'float32');
      if (normalizeAxis(axis ?? -1, x.shape.length) !== x.shape.length - 1) throw new Error('only the last axis is supported');
      return [x];
    },
  });
}

export const reduction = {
  ReduceSum: reduce(),
  ReduceMean: reduce(),
  Softmax: alongLastAxis(),
  LogSoftmax: alongLastAxis(),
  /** Running sum along `axis`. */
  CumSum: operator({
    domain: '',
    arity: [1, 1],
    attributes: { axis: 'ints' },
    asInputs: ['axis'],
    infer(inputs, { axis }) {
      if (required(axis, 'axis').length !== 1) throw new Error('CumSum runs along one axis');
      expectDType(present(inputs, 0), 'float32', 'int64');
      return [present(inputs, 0)];
    },
  }),
  /** (x − mean)/√(variance + epsilon)·scale + bias over the last axis (Ba et al. 2016); also the mean and 1/deviation. */
  LayerNormalization: operator({
    domain: '',
    arity: [3, 3],
    attributes: { epsilon: 'float', axis: 'int' },
    infer(inputs) {
      const x = present(inputs, 0);
      expectDType(x, 'float32');
      const statistics = { dtype: 'float32', shape: x.shape.with(-1, 1) } as const;
      return [x, statistics, statistics];
    },
  }),
  /** x/√(mean of squares + epsilon)·scale over the last axis (RMSNorm, Zhang & Sennrich 2019); also 1/√(…). */
  SimplifiedLayerNormalization: operator({
    domain: '',
    arity: [2, 2],
    attributes: { epsilon: 'float', axis: 'int' },
    infer(inputs) {
      const x = present(inputs, 0);
      expectDType(x, 'float32');
      return [x, { dtype: 'float32', shape: x.shape.with(-1, 1) }];
    },
  }),
};
