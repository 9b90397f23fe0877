import { GraphBuilder } from './builder';
import type { Graph, Value } from './graph';
import { describe, type AttributesOf, type Op } from './operators';

type Lowering = (g: GraphBuilder, inputs: readonly Value[]) => readonly Value[];

const lowerings: { readonly [O in Op]?: Lowering } = {
  SoftmaxCrossEntropy(g, [logits, labels]) {
    const probabilities = g.add('Softmax', [logits], { axis: -1 }); // (rows, classes)
    const chosen = g.add('GatherElements', [probabilities, g.add('Unsqueeze', [labels], { axes: [1] })], { axis: 1 }); // (rows, 1)
    return [g.add('Reshape', [g.add('Neg', [g.add('Log', [chosen])])], { shape: [-1] }), probabilities];
  },
};

/** Replaces composite operators by ones that the runtime has. Graphs without any come back as they are. */
export function lower(graph: Graph): Graph {
  if (!graph.nodes.some(({ op }) => describe(op).domain === 'loam')) return graph;
  const g = new GraphBuilder();
  const moved = new Map<Value, Value>();
  for (const input of graph.inputs) moved.set(input, g.input(input.name, input.dtype, input.shape));
  for (const [value, tensor] of graph.constants) moved.set(value, g.constant(tensor));
  for (const { op, inputs, attributes, outputs } of graph.nodes) {
    const arguments_ = inputs.map((input) => (input ? moved.get(input)! : null));
    const lowering = lowerings[op];
    const results = lowering ? lowering(g, arguments_ as Value[]) : g.addAll(op, arguments_, attributes as AttributesOf<Op>);
    outputs.forEach((output, i) => moved.set(output, results[i]));
  }
  return g.build(Object.fromEntries([...graph.outputs].map(([name, value]) => [name, moved.get(value)!])));
}
