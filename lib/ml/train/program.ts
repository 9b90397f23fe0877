import { gradients } from '../autodiff';
import { GraphBuilder, type Graph, type Value } from '../graph';
import { scopeOf, type Network } from '../nets/network';
import type { FloatTensors } from '../tensor/arena';
import type { Tensor } from '../tensor/tensor';

/** Tensors by input name, as a network's loss takes them. */
export type Batch = Readonly<Record<string, Tensor>>;

/** Names under which a program gives its results. A gradient is called like its parameter, after a prefix. */
export const outputs = { total: 'loss_total', weight: 'loss_weight', gradient: (name: string): string => `gradient:${name}` } as const;

/** Two batches with the same key run in the same program. */
export function shapeKey(batch: Batch): string {
  return Object.entries(batch)
    .map(([name, { dtype, shape }]) => `${name}:${dtype}[${shape.join()}]`)
    .sort()
    .join(' ');
}

/**
 * The graph of a loss for batches of one shape; with `differentiate`, also of the gradient of the loss's sum
 * by every parameter that is not frozen and by the rows of every table. Frozen parameters are stored in it, trained
 * ones are inputs. The batch holds the tables' rows too.
 */
export function buildProgram(network: Network, weights: FloatTensors, batch: Batch, differentiate: boolean): Graph {
  const g = new GraphBuilder();
  const values = new Map<string, Value>(
    network.parameters.map(({ name, shape, frozen }) => [
      name,
      frozen ? g.constant(weights.get(name)!, name) : g.input(name, 'float32', shape),
    ]),
  );
  const inputs = Object.fromEntries(Object.entries(batch).map(([name, { dtype, shape }]) => [name, g.input(name, dtype, shape)]));
  const { total, weight } = network.loss(scopeOf(g, values), inputs);
  const results: Record<string, Value> = { [outputs.total]: total, [outputs.weight]: weight };
  if (differentiate) {
    const trained = [
      ...network.parameters.filter(({ frozen }) => !frozen).map(({ name }) => [name, values.get(name)!] as const),
      ...(network.lookups ?? []).map(({ rows }) => [rows, inputs[rows]] as const),
    ];
    const derived = gradients(
      g,
      total,
      trained.map(([, value]) => value),
    );
    trained.forEach(([name], i) => (results[outputs.gradient(name)] = derived[i]));
  }
  return g.build(results);
}
