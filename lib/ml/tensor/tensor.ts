import { arrayConstructors, type DType, type TypedArrays } from './dtype';

/** A dense array in row-major order. The data may be a view into a larger buffer. */
export interface Tensor<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: TypedArrays[D];
}

/** Tensors by name: a network's parameters, a batch, the contents of a safetensors file. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

/** Number of elements; the empty shape is a scalar and has one. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((count, dim) => count * dim, 1);
}

/** Wraps an array without copying it. Throws RangeError when the lengths disagree. */
export function tensor<D extends DType>(dtype: D, shape: readonly number[], data: TypedArrays[D]): Tensor<D> {
  if (data.length !== elementCount(shape))
    throw new RangeError(`[${shape.join(', ')}] needs ${elementCount(shape)} elements, got ${data.length}`);
  return { dtype, shape, data };
}

export function zeros<D extends DType>(dtype: D, shape: readonly number[]): Tensor<D> {
  return { dtype, shape, data: new arrayConstructors[dtype](elementCount(shape)) };
}

/** A float32 tensor holding the given numbers. */
export function float32(shape: readonly number[], values: ArrayLike<number>): Tensor<'float32'> {
  return tensor('float32', shape, Float32Array.from(values));
}

/** An int32 tensor holding the given integers: token ids, labels, row numbers. */
export function int32(shape: readonly number[], values: ArrayLike<number>): Tensor<'int32'> {
  return tensor('int32', shape, Int32Array.from(values));
}

export function scalar(value: number): Tensor<'float32'> {
  return float32([], [value]);
}

/** A tensor of its own with the same contents. */
export function clone<T extends Tensor>(source: T): T {
  return { ...source, data: source.data.slice() };
}

/** The bytes of a tensor's data, little-endian, sharing its memory. */
export function bytesOf({ data }: Tensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
