import type { DType } from '../tensor/dtype';
import type { Tensor } from '../tensor/tensor';
import type { Shape } from './dims';

export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** The kinds of attribute that ONNX knows and this engine uses. */
interface AttributeKinds {
  float: number;
  int: number;
  ints: readonly number[];
  string: string;
  tensor: Tensor;
}

export type AttributeKind = keyof AttributeKinds;
export type AttributeValue = AttributeKinds[AttributeKind];
export type AttributeSpec = Readonly<Record<string, AttributeKind>>;
export type AttributeValues<S extends AttributeSpec> = { readonly [K in keyof S]?: AttributeKinds[S[K]] };

/**
 * One row of the operator table: what a node of this kind takes and gives. `infer` states the outputs'
 * types and throws Error when the inputs do not fit; it is the only definition of validity.
 */
export interface Operator<S extends AttributeSpec = AttributeSpec> {
  /** '' is ONNX itself, 'com.microsoft' the runtime's extensions, 'loam' a composite lowered before writing. */
  readonly domain: '' | 'com.microsoft' | 'loam';
  /** Fewest and most inputs. An optional input in the middle may be null. */
  readonly arity: readonly [number, number];
  readonly attributes: S;
  /** Integer attributes that ONNX wants as trailing int64 inputs, in that order. */
  readonly asInputs?: readonly (keyof S & string)[];
  infer(inputs: readonly (TensorType | null)[], attributes: AttributeValues<S>): readonly TensorType[];
}

/** Declares an operator; exists so that the attribute types follow from the declaration. */
export function operator<const S extends AttributeSpec>(spec: Operator<S>): Operator<S> {
  return spec;
}

/** An input that must be there. */
export function present(inputs: readonly (TensorType | null)[], index: number): TensorType {
  const input = inputs[index];
  if (!input) throw new Error(`input ${index} is missing`);
  return input;
}

/** Throws Error unless the type is one of the given. */
export function expectDType(type: TensorType, ...allowed: readonly DType[]): void {
  if (!allowed.includes(type.dtype)) throw new Error(`expected ${allowed.join(' or ')}, got ${type.dtype}`);
}

/** An attribute that must be given. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`attribute ${name} is required`);
  return value;
}
