import { Tensor } from 'onnxruntime-node';

interface Shape {
  readonly rows: number;
  readonly heads: number;
  readonly headDim: number;
}

/** Places are made in such portions: the runtime clears those that are empty at every step. */
const portion = 32;

/**
 * Keys and values of the tokens that rows of a batch have seen: tensors (rows, heads, places, headDim), of which the first places
 * are taken. A place is written once and read where it lies.
 */
export class KeyValueCache {
  private constructor(
    private readonly shape: Shape,
    private readonly places: number,
    readonly tensors: readonly Tensor[],
  ) {}

  static empty(shape: Shape, count: number): KeyValueCache {
    return new KeyValueCache(
      shape,
      0,
      Array.from({ length: count }, () => tensorOf(new Float32Array(), shape, 0)),
    );
  }

  /** With more tokens, (rows, time, tensors·heads·headDim), behind the first `length`. What stood behind those is overwritten. */
  append(length: number, added: Float32Array, time: number): KeyValueCache {
    const cache = length + time <= this.places ? this : this.grown(length, Math.ceil((length + time + 1) / portion) * portion);
    cache.write(added, length, time);
    return cache;
  }

  /** Some rows, in the given order. */
  select(rows: readonly number[]): KeyValueCache {
    const shape = { ...this.shape, rows: rows.length };
    const size = this.shape.heads * this.places * this.shape.headDim;
    const taken = this.tensors.map(({ data }) => tensorOf(takeRows(data as Float32Array, size, rows), shape, this.places));
    return new KeyValueCache(shape, this.places, taken);
  }

  private grown(length: number, places: number): KeyValueCache {
    const { rows, heads, headDim } = this.shape;
    const tensors = this.tensors.map(({ data }) => {
      const larger = new Float32Array(rows * heads * places * headDim);
      for (let i = 0; i < rows * heads; i++) {
        const from = i * this.places * headDim;
        larger.set((data as Float32Array).subarray(from, from + length * headDim), i * places * headDim);
      }
      return tensorOf(larger, this.shape, places);
    });
    return new KeyValueCache(this.shape, places, tensors);
  }

  private write(added: Float32Array, length: number, time: number): void {
    const { rows, heads, headDim } = this.shape;
    const arrays = this.tensors.map(({ data }) => data as Float32Array);
    for (let row = 0, from = 0; row < rows; row++) {
      for (let place = length; place < length + time; place++) {
        for (const into of arrays) {
          for (let head = 0; head < heads; head++, from += headDim)
            into.set(added.subarray(from, from + headDim), ((row * heads + head) * this.places + place) * headDim);
        }
      }
    }
  }
}

function tensorOf(data: Float32Array, { rows, heads, headDim }: Shape, places: number): Tensor {
  return new Tensor('float32', data, [rows, heads, places, headDim]);
}

/** Rows of a matrix whose rows have `size` values, one after another. */
export function takeRows(values: Float32Array, size: number, rows: readonly number[]): Float32Array {
  const taken = new Float32Array(size * rows.length);
  rows.forEach((row, i) => taken.set(values.subarray(row * size, (row + 1) * size), i * size));
  return taken;
}
