import type { AttributeValues, Operator } from '../operator';
import { attention } from './attention';
import { elementwise } from './elementwise';
import { indexing } from './indexing';
import { linear } from './linear';
import { loss } from './loss';
import { quantized } from './quantized';
import { reduction } from './reduction';
import { shape } from './shape';

/** Every operator a graph may hold. Whatever stands here needs a gradient rule in lib/ml/autodiff, or nothing compiles. */
export const operators = { ...elementwise, ...linear, ...shape, ...reduction, ...indexing, ...attention, ...loss, ...quantized };

export type Op = keyof typeof operators;
export type AttributesOf<O extends Op> = (typeof operators)[O] extends Operator<infer S> ? AttributeValues<S> : never;

/** The table's row with its attribute types forgotten: for code that treats all operators alike. */
export function describe(op: Op): Operator {
  return operators[op] as unknown as Operator;
}
