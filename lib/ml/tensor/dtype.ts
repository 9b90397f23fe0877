/** The element types that graphs, files and the runtime share, and the typed array that holds each. */
export interface TypedArrays {
  float32: Float32Array;
  float64: Float64Array;
  int64: BigInt64Array;
  int32: Int32Array;
  int8: Int8Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}

export type DType = keyof TypedArrays;

type ArrayConstructor<D extends DType> = {
  new (length: number): TypedArrays[D];
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): TypedArrays[D];
  readonly BYTES_PER_ELEMENT: number;
};

export const arrayConstructors: { readonly [D in DType]: ArrayConstructor<D> } = {
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};
