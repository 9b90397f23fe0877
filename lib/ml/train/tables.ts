import type { Network } from '../nets/network';
import { globalNorm, sparseAdam, sumRows, type RowGradients, type SparseAdamState } from '../optim';
import type { FloatTensors } from '../tensor/arena';
import { elementCount, zeros, type Tensor } from '../tensor/tensor';
import { outputs, type Batch } from './program';

/**
 * The embedding tables of a network during training. A dense gradient of a table with a million rows would cost a hundred times the
 * batch, so the rows that a batch uses are gathered here, and their gradients go to lazy sparse Adam.
 */
export interface Tables {
  /** The rows that a batch uses, as inputs of the graph. */
  rowsOf(batch: Batch): Batch;
  /** Takes the rows' gradients out of the results of a run. */
  collect(batch: Batch, results: ReadonlyMap<string, Tensor>): void;
  /** Euclidean norm of what was collected since the last update. */
  norm(): number;
  /** Updates every table with what was collected. */
  update(options: { learningRate: number; gradientScale: number }): void;
  /** Forgets what was collected. */
  drop(): void;
  /** The moments by name of slot and table, and how often they were updated; the arrays are live. */
  readonly slots: Readonly<Record<'tableFirst' | 'tableSecond', FloatTensors>>;
  step: number;
}

export function createTables({ tables = [], lookups = [] }: Network, weights: FloatTensors): Tables {
  const optimizer = sparseAdam();
  const states = new Map(tables.map(({ name }) => [name, optimizer.init(weights.get(name)!)]));
  const uses = new Map<string, RowGradients[]>();
  const slot = (of: (state: SparseAdamState) => Tensor<'float32'>): FloatTensors =>
    new Map([...states].map(([name, state]) => [name, of(state)]));
  let step = 0;
  const sums = new Map<string, RowGradients>();
  /** All uses of a table since the last update, every row once. */
  const collected = (table: string): RowGradients => {
    let sum = sums.get(table);
    if (!sum) sums.set(table, (sum = sumRows(join(uses.get(table) ?? []), weights.get(table)!.shape[1])));
    return sum;
  };
  const drop = (): void => {
    uses.clear();
    sums.clear();
  };
  return {
    rowsOf: (batch) => Object.fromEntries(lookups.map(({ table, indices, rows }) => [rows, gather(weights.get(table)!, batch[indices])])),
    collect(batch, results) {
      for (const { table, indices, rows } of lookups) {
        const gradient = results.get(outputs.gradient(rows)) as Tensor<'float32'>;
        const use = { rows: batch[indices].data as Int32Array, gradients: gradient.data.slice() };
        uses.set(table, [...(uses.get(table) ?? []), use]);
      }
    },
    norm: () => globalNorm(new Map(tables.map(({ name }) => [name, flat(collected(name).gradients)]))),
    update(options) {
      for (const { name } of tables) {
        const state = { ...states.get(name)!, step };
        optimizer.update(weights.get(name)!, collected(name), state, options);
      }
      step++;
      drop();
    },
    drop,
    slots: { tableFirst: slot(({ first }) => first), tableSecond: slot(({ second }) => second) },
    get step() {
      return step;
    },
    set step(value) {
      step = value;
    },
  };
}

/** The rows of a table (rows, width) at int32 indices of any shape: (indices, width). Throws RangeError for a row that is not there. */
function gather({ shape: [rows, width], data }: Tensor<'float32'>, indices: Tensor): Tensor<'float32'> {
  const out = zeros('float32', [elementCount(indices.shape), width]);
  indices.data.forEach((index: number | bigint, i: number) => {
    const row = Number(index);
    if (!(row >= 0 && row < rows)) throw new RangeError(`row ${row} is outside a table of ${rows}`);
    out.data.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  return out;
}

function join(uses: readonly RowGradients[]): RowGradients {
  const rows = new Int32Array(uses.reduce((count, use) => count + use.rows.length, 0));
  const gradients = new Float32Array(uses.reduce((count, use) => count + use.gradients.length, 0));
  let [row, at] = [0, 0];
  for (const use of uses) {
    rows.set(use.rows, row);
    gradients.set(use.gradients, at);
    row += use.rows.length;
    at += use.gradients.length;
  }
  return { rows, gradients };
}

function flat(data: Float32Array): Tensor<'float32'> {
  return { dtype: 'float32', shape: [data.length], data };
}
