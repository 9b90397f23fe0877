import { broadcastShapes, sameShape, showShape, type Dim, type Shape } from '../dims';
import { expectDType, operator, present, type TensorType } from '../operator';

/** [rows, columns] of a matrix after an optional transpose of its last two dimensions. */
function matrix({ shape }: TensorType, transposed: boolean): [Dim, Dim] {
  if (shape.length < 2) throw new Error(`${showShape(shape)} is not a matrix`);
  const [rows, columns] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

function multiply(a: TensorType, b: TensorType, transA: boolean, transB: boolean): Shape {
  expectDType(a, 'float32');
  expectDType(b, 'float32');
  const [rows, inner] = matrix(a, transA);
  const [innerB, columns] = matrix(b, transB);
  if (inner !== innerB) throw new Error(`${showShape(a.shape)} times ${showShape(b.shape)}: ${inner} is not ${innerB}`);
  return [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
}

export const linear = {
  /** alpha·A·B + beta·C for two-dimensional A and B; C broadcasts. */
  Gemm: operator({
    domain: '',
    arity: [2, 3],
    attributes: { alpha: 'float', beta: 'float', transA: 'int', transB: 'int' },
    infer(inputs, { transA, transB }) {
      const [a, b, c] = [present(inputs, 0), present(inputs, 1), inputs[2]];
      if (a.shape.length !== 2 || b.shape.length !== 2) throw new Error('Gemm takes two-dimensional matrices');
      const shape = multiply(a, b, transA === 1, transB === 1);
      if (c && !sameShape(broadcastShapes(c.shape, shape), shape))
        throw new Error(`a bias of ${showShape(c.shape)} does not fit ${showShape(shape)}`);
      return [{ dtype: 'float32', shape }];
    },
  }),
  /** A·B over the last two dimensions; the leading ones broadcast. */
  MatMul: operator({
    domain: '',
    arity: [2, 2],
    attributes: {},
    infer: (inputs) => [{ dtype: 'float32', shape: multiply(present(inputs, 0), present(inputs, 1), false, false) }],
  }),
  /** alpha·A·B over the last two dimensions, either of them transposed. */
  FusedMatMul: operator({
    domain: 'com.microsoft',
    arity: [2, 2],
    attributes: { alpha: 'float', transA: 'int', transB: 'int' },
    infer: (inputs, { transA, transB }) => [
      { dtype: 'float32', shape: multiply(present(inputs, 0), present(inputs, 1), transA === 1, transB === 1) },
    ],
  }),
};
