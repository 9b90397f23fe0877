import type { AttributesOf, GraphBuilder, Node, Op, Value } from '../graph';
import { knownProduct, sameShape, showShape, staticShape } from '../graph/dims';
import { GraphError } from '../graph/graph';
import type { VjpRule } from './rule';
import { rules, type VjpRules } from './rules';

/**
 * Reverse-mode differentiation: adds to the graph the nodes that compute ∂loss/∂x for every x in `wrt`, in
 * that order. Only what lies between those and the loss is differentiated, so frozen weights and what comes
 * before the first trained one cost nothing.
 *
 * @param loss a float32 value of one element
 * @param table the gradient rules; given only by tests
 * @throws GraphError where the loss is not a scalar, or an operator on the way has no gradient
 */
export function gradients(g: GraphBuilder, loss: Value, wrt: readonly Value[], table: VjpRules = rules): Value[] {
  if (loss.dtype !== 'float32' || knownProduct(loss.shape) !== 1)
    throw new GraphError(`a loss has one element, not ${showShape(loss.shape)}`);
  const forward = [...g.nodes];
  const depends = dependents(forward, wrt);
  const cotangents = new Map<Value, Value>();
  if (depends.has(loss)) {
    const one = g.scalar(1);
    cotangents.set(loss, loss.shape.length === 0 ? one : g.add('Reshape', [one], { shape: staticShape(loss.shape) }));
  }
  for (const node of forward.reverse()) {
    const dy = cotangents.get(node.outputs[0]);
    const stray = node.outputs.slice(1).find((output) => cotangents.has(output));
    if (stray) throw new GraphError(`${stray.name} exists for the gradient only: it cannot be differentiated itself`);
    if (!dy) continue;
    const thunks = applyRule(table, g, node, dy);
    node.inputs.forEach((input, i) => {
      if (!input || !depends.has(input)) return;
      const thunk = thunks[i];
      if (!thunk) throw new GraphError(`${node.op} has no gradient for input ${i}, which depends on a trained weight`);
      const gradient = thunk();
      if (gradient.dtype !== input.dtype || !sameShape(gradient.shape, input.shape)) {
        throw new GraphError(`the rule of ${node.op} gives ${showShape(gradient.shape)} for input ${i} of ${showShape(input.shape)}`);
      }
      const sum = cotangents.get(input);
      cotangents.set(input, sum ? g.add('Add', [sum, gradient]) : gradient);
    });
  }
  return wrt.map((value) => cotangents.get(value) ?? g.add('ConstantOfShape', [], { shape: staticShape(value.shape) }));
}

/** Everything that changes when one of the given values does. */
function dependents(nodes: readonly Node[], wrt: readonly Value[]): ReadonlySet<Value> {
  const reached = new Set<Value>(wrt);
  for (const node of nodes) {
    if (node.inputs.some((input) => input && reached.has(input))) node.outputs.forEach((output) => reached.add(output));
  }
  return reached;
}

function applyRule(table: VjpRules, g: GraphBuilder, node: Node, dy: Value): ReturnType<VjpRule<Op>> {
  const rule = table[node.op] as VjpRule<Op>;
  return rule({
    op: node.op,
    g,
    inputs: node.inputs as readonly Value[],
    outputs: node.outputs,
    attributes: node.attributes as AttributesOf<Op>,
    dy,
  });
}
