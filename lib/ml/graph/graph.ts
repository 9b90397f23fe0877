import type { DType } from '../tensor/dtype';
import type { Tensor } from '../tensor/tensor';
import { sameShape, showShape, type Shape } from './dims';
import type { AttributeValue, TensorType } from './operator';
import { describe, type Op } from './operators';

/** One tensor of a graph: written once, by its producer, or given from outside. */
export interface Value extends TensorType {
  readonly name: string;
  readonly producer: Node | null;
}

export interface Node {
  readonly op: Op;
  readonly inputs: readonly (Value | null)[];
  readonly attributes: Readonly<Record<string, AttributeValue | undefined>>;
  readonly outputs: readonly Value[];
}

/** Nodes in an order in which they can run, with what goes in and what comes out. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly constants: ReadonlyMap<Value, Tensor>;
  readonly nodes: readonly Node[];
  readonly outputs: ReadonlyMap<string, Value>;
}

/** A graph that does not fit together: always a mistake in the code that built it. */
export class GraphError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GraphError';
  }
}

/** The types of a node's outputs. Throws GraphError on wrong arity, element types, shapes or attributes. */
export function inferNode(op: Op, inputs: readonly (Value | null)[], attributes: Node['attributes']): readonly TensorType[] {
  const { arity, attributes: known, infer } = describe(op);
  const [fewest, most] = arity;
  if (inputs.length < fewest || inputs.length > most) throw new GraphError(`${op} takes ${fewest} to ${most} inputs, got ${inputs.length}`);
  for (const name of Object.keys(attributes)) {
    if (!(name in known)) throw new GraphError(`${op} has no attribute ${name}`);
  }
  try {
    return infer(inputs, attributes);
  } catch (cause) {
    const types = inputs.map((input) => (input ? `${input.dtype} ${showShape(input.shape)}` : 'nothing')).join(', ');
    throw new GraphError(`${op}(${types}): ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Checks a whole graph before it is written or run: every value is made once and before it is used, names
 * are unique, and each node's outputs have the types that the operator table derives. Throws GraphError.
 */
export function verify(graph: Graph): void {
  const names = new Set<string>();
  const made = new Set<Value>();
  const make = (value: Value): void => {
    if (names.has(value.name)) throw new GraphError(`two values are called ${value.name}`);
    names.add(value.name);
    made.add(value);
  };
  graph.inputs.forEach(make);
  for (const [value, tensor] of graph.constants) {
    make(value);
    if (!sameType(value, tensor)) throw new GraphError(`the constant ${value.name} is not what it says`);
  }
  for (const node of graph.nodes) {
    for (const input of node.inputs) {
      if (input && !made.has(input)) throw new GraphError(`${node.op} uses ${input.name} before it is made`);
    }
    const types = inferNode(node.op, node.inputs, node.attributes);
    if (types.length !== node.outputs.length)
      throw new GraphError(`${node.op} has ${types.length} outputs, the graph says ${node.outputs.length}`);
    node.outputs.forEach((output, i) => {
      if (!sameType(output, types[i])) {
        throw new GraphError(
          `${output.name} is ${types[i].dtype} ${showShape(types[i].shape)}, the graph says ${output.dtype} ${showShape(output.shape)}`,
        );
      }
      make(output);
    });
  }
  for (const [name, value] of graph.outputs) {
    if (!made.has(value)) throw new GraphError(`the output ${name} is never made`);
  }
}

function sameType(a: { dtype: DType; shape: Shape }, b: { dtype: DType; shape: Shape }): boolean {
  return a.dtype === b.dtype && sameShape(a.shape, b.shape);
}
