import { zeros, type Tensor } from '../tensor/tensor';

export interface SparseAdamState {
  readonly step: number;
  readonly first: Tensor<'float32'>;
  readonly second: Tensor<'float32'>;
}

export interface SparseAdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Rows of a table that a batch used, with the gradient of each use. Rows may repeat. */
export interface RowGradients {
  readonly rows: Int32Array;
  /** (rows.length, width), row by row. */
  readonly gradients: Float32Array;
  /** Whether every row stands there once, as sumRows leaves it. */
  readonly summed?: boolean;
}

/**
 * Adam for an embedding table (rows, width) of which a batch touches little, with the arithmetic of
 * torch.optim.SparseAdam. It is lazy: the moments of a row decay only when the row is touched, so a rare row
 * keeps its momentum from long ago. A million rows cost no more than the batch does.
 */
export function sparseAdam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: SparseAdamOptions = {}) {
  return {
    init: ({ shape }: Tensor<'float32'>): SparseAdamState => ({ step: 0, first: zeros('float32', shape), second: zeros('float32', shape) }),
    /** Overwrites the touched rows of the table and of the moments. */
    update(
      table: Tensor<'float32'>,
      use: RowGradients,
      state: SparseAdamState,
      { learningRate, gradientScale = 1 }: { learningRate: number; gradientScale?: number },
    ): SparseAdamState {
      const step = state.step + 1;
      const width = table.shape[1];
      const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      const { rows, gradients } = use.summed ? use : sumRows(use, width);
      const [weights, first, second] = [table.data, state.first.data, state.second.data];
      for (let r = 0; r < rows.length; r++) {
        const [to, from] = [rows[r] * width, r * width];
        for (let i = 0; i < width; i++) {
          const g = gradients[from + i] * gradientScale;
          const m = first[to + i] + (1 - beta1) * (g - first[to + i]);
          const v = second[to + i] + (1 - beta2) * (g * g - second[to + i]);
          first[to + i] = m;
          second[to + i] = v;
          weights[to + i] -= (rate * m) / (Math.sqrt(v) + epsilon);
        }
      }
      return { ...state, step };
    },
  };
}

/** Each row once, with the sum of its gradients: the moments must see a row's whole gradient at once. */
export function sumRows({ rows, gradients }: RowGradients, width: number): RowGradients {
  const places = new Map<number, number>();
  const summed = new Float32Array(rows.length * width);
  for (let r = 0; r < rows.length; r++) {
    let place = places.get(rows[r]);
    if (place === undefined) places.set(rows[r], (place = places.size));
    for (let i = 0; i < width; i++) summed[place * width + i] += gradients[r * width + i];
  }
  return { rows: Int32Array.from(places.keys()), gradients: summed.subarray(0, places.size * width), summed: true };
}
