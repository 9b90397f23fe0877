import type { DType } from '../../tensor/dtype';
import { broadcastShapes } from '../dims';
import { expectDType, operator, present, required, type Operator } from '../operator';

const none = {} as const;

function unary(domain: '' | 'com.microsoft' = ''): Operator<typeof none> {
  return operator({
    domain,
    arity: [1, 1],
    attributes: none,
    infer(inputs) {
      const x = present(inputs, 0);
      expectDType(x, 'float32');
      return [x];
    },
  });
}

function binary(allowed: readonly DType[], result?: DType): Operator<typeof none> {
  return operator({
    domain: '',
    arity: [2, 2],
    attributes: none,
    infer(inputs) {
      const [a, b] = [present(inputs, 0), present(inputs, 1)];
      expectDType(a, ...allowed);
      expectDType(b, a.dtype);
      return [{ dtype: result ?? a.dtype, shape: broadcastShapes(a.shape, b.shape) }];
    },
  });
}

const numeric = ['float32', 'int32', 'int64'] as const;

export const elementwise = {
  Neg: unary(),
  Exp: unary(),
  Log: unary(),
  Sqrt: unary(),
  Reciprocal: unary(),
  Tanh: unary(),
  Erf: unary(),
  Sigmoid: unary(),
  Softplus: unary(),
  Relu: unary(),
  /** x·Φ(x), exactly (Hendrycks & Gimpel 2016). */
  Gelu: unary('com.microsoft'),
  /** x·sigmoid(alpha·x): SiLU where alpha is 1. */
  QuickGelu: operator({
    domain: 'com.microsoft',
    arity: [1, 1],
    attributes: { alpha: 'float' },
    infer(inputs) {
      expectDType(present(inputs, 0), 'float32');
      return [present(inputs, 0)];
    },
  }),
  Add: binary(numeric),
  Sub: binary(numeric),
  Mul: binary(numeric),
  Div: binary(['float32']),
  Max: binary(['float32']),
  Equal: binary(['int32', 'int64'], 'bool'),
  Greater: binary(numeric, 'bool'),
  LessOrEqual: binary(numeric, 'bool'),
  And: binary(['bool'], 'bool'),
  /** Where(condition, a, b). */
  Where: operator({
    domain: '',
    arity: [3, 3],
    attributes: none,
    infer(inputs) {
      const [condition, a, b] = [present(inputs, 0), present(inputs, 1), present(inputs, 2)];
      expectDType(condition, 'bool');
      expectDType(b, a.dtype);
      return [{ dtype: a.dtype, shape: broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape)) }];
    },
  }),
  /** `to` is ONNX's number of the element type: see castTargets. */
  Cast: operator({
    domain: '',
    arity: [1, 1],
    attributes: { to: 'int' },
    infer(inputs, { to }) {
      const target = Object.entries(castTargets).find(([, code]) => code === required(to, 'to'));
      if (!target) throw new Error(`cannot cast to element type ${to}`);
      return [{ dtype: target[0] as DType, shape: present(inputs, 0).shape }];
    },
  }),
};

/** ONNX's numbers of the element types (onnx.proto, TensorProto.DataType). */
export const castTargets = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
} as const satisfies Record<DType, number>;
