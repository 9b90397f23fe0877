import type { AttributesOf, GraphBuilder, Op, Shape, Value } from '../graph';
import { sameShape, staticShape } from '../graph/dims';
import { GraphError } from '../graph/graph';

/** What a gradient rule sees of the node that it differentiates. */
export interface Differentiated<O extends Op> {
  readonly op: O;
  readonly g: GraphBuilder;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: AttributesOf<O>;
  /** ∂loss/∂output 0. */
  readonly dy: Value;
}

/**
 * A vector–Jacobian product: for each input a function that adds the nodes of ∂loss/∂input to the graph, or
 * null where the input has no gradient (indices, labels). Only the functions that somebody needs are
 * called, so a frozen weight costs nothing.
 */
export type VjpRule<O extends Op> = (node: Differentiated<O>) => readonly ((() => Value) | null)[];

/** The rule of an operator that only exported graphs use, or whose output carries no gradient. */
export function notDifferentiable(): VjpRule<Op> {
  return ({ op }) => {
    throw new GraphError(`${op} has no gradient: keep it out of what depends on a trained weight`);
  };
}

/** Undoes broadcasting: sums a gradient over the axes along which an input of this shape was repeated. */
export function sumTo(g: GraphBuilder, gradient: Value, shape: Shape): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const lead = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((dim, i) => (i < lead || (shape[i - lead] === 1 && dim !== 1) ? [i] : []));
  const summed = axes.length > 0 ? g.add('ReduceSum', [gradient], { axes, keepdims: 1 }) : gradient;
  return sameShape(summed.shape, shape) ? summed : g.add('Reshape', [summed], { shape: staticShape(shape) });
}

/** Computes a shared intermediate once, and only if it is asked for. */
export function once(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}
