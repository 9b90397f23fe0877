import type { GraphBuilder, Value } from '../../graph';
import type { FloatTensors } from '../../tensor/arena';
import { tensor, type Tensor } from '../../tensor/tensor';

/** How an exported graph stores its matrices. */
export type Precision = 'float32' | 'int8';

/** What an exporter's code uses in place of a training scope: weights are constants, x has any leading dimensions. */
export interface ExportScope {
  readonly g: GraphBuilder;
  constant(name: string): Value;
  /** x (…, in) · Wᵀ with W (out, in), plus the bias where the weights hold one. */
  linear(x: Value, name: string): Value;
  /** x (…, in) · Wᵀ for a matrix by its full name, plus an optional bias by its full name: a tied output layer. */
  project(x: Value, matrix: string, bias?: string): Value;
  /** Rows of a table (rows, width) at indices of any shape. */
  lookUp(table: string, rows: Value): Value;
}

/**
 * A scope that writes weights in the given precision. int8 quantises each output column by itself (symmetric, the largest
 * magnitude becomes 127) and activations on the fly; tables keep float32 rows scaled from int8.
 */
export function exportScope(g: GraphBuilder, weights: FloatTensors, precision: Precision): ExportScope {
  const made = new Map<string, Value>();
  const shared = (name: string, make: () => Tensor): Value => {
    let value = made.get(name);
    if (!value) made.set(name, (value = g.constant(make(), name)));
    return value;
  };
  const weight = (name: string): Tensor<'float32'> => {
    const found = weights.get(name);
    if (!found) throw new Error(`the weights lack ${name}`);
    return found;
  };
  const constant = (name: string): Value => shared(name, () => weight(name));
  const project = (x: Value, matrix: string, bias?: string): Value => {
    if (precision === 'float32') {
      const product = g.add('FusedMatMul', [x, constant(matrix)], { transB: 1 });
      return bias ? g.add('Add', [product, constant(bias)]) : product;
    }
    const rows = quantizeRows(weight(matrix));
    const columns = shared(`${matrix}.columns`, () => transpose(rows.values));
    const scales = shared(`${matrix}.scales`, () => rows.scales);
    return g.add('DynamicQuantizeMatMul', [x, columns, scales, null, bias ? constant(bias) : null]);
  };
  return {
    g,
    constant,
    project,
    linear: (x, name) => project(x, `${name}.weight`, weights.has(`${name}.bias`) ? `${name}.bias` : undefined),
    lookUp(table, rows) {
      if (precision === 'float32') return g.add('Gather', [constant(table), rows], { axis: 0 });
      const quantized = quantizeRows(weight(table));
      const values = g.add('Gather', [shared(`${table}.rows`, () => quantized.values), rows], { axis: 0 }); // (…, width)
      const scales = g.add('Gather', [shared(`${table}.scales`, () => quantized.scales), rows], { axis: 0 }); // (…)
      return g.add('Mul', [g.add('Cast', [values], { to: 1 }), g.add('Unsqueeze', [scales], { axes: [-1] })]);
    },
  };
}

/** Each row as int8 with one scale: value ≈ scale·int8. A row of zeros has scale 1. */
export function quantizeRows({ shape, data }: Tensor<'float32'>): { values: Tensor<'int8'>; scales: Tensor<'float32'> } {
  const [rows, width] = shape;
  const values = new Int8Array(data.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = row * width; i < (row + 1) * width; i++) largest = Math.max(largest, Math.abs(data[i]));
    const scale = largest === 0 ? 1 : largest / 127;
    scales[row] = scale;
    for (let i = row * width; i < (row + 1) * width; i++) values[i] = Math.round(data[i] / scale);
  }
  return { values: tensor('int8', shape, values), scales: tensor('float32', [rows], scales) };
}

function transpose({ shape: [rows, columns], data }: Tensor<'int8'>): Tensor<'int8'> {
  const out = new Int8Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) out[column * rows + row] = data[row * columns + column];
  }
  return tensor('int8', [columns, rows], out);
}
