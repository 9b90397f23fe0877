import type { DType } from '../tensor/dtype';
import { scalar, type Tensor } from '../tensor/tensor';
import type { Shape } from './dims';
import { GraphError, inferNode, type Graph, type Node, type Value } from './graph';
import type { AttributesOf, Op } from './operators';

/**
 * Builds a graph node by node. Every addition is checked at once, so that a wrong shape fails on the line
 * that made it.
 */
export class GraphBuilder {
  readonly #inputs: Value[] = [];
  readonly #constants = new Map<Value, Tensor>();
  readonly #nodes: Node[] = [];
  readonly #scalars = new Map<number, Value>();
  readonly #names = new Map<string, number>();

  /** Nodes so far, in the order in which they were added. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** A tensor that is fed at every run. */
  input(name: string, dtype: DType, shape: Shape): Value {
    const value: Value = { name: this.#claim(name), dtype, shape, producer: null };
    this.#inputs.push(value);
    return value;
  }

  /** A tensor stored with the graph. The runtime prepacks constant matrices, which makes frozen weights cheap. */
  constant(tensor: Tensor, name = 'constant'): Value {
    const value: Value = { name: this.#unique(name), dtype: tensor.dtype, shape: tensor.shape, producer: null };
    this.#constants.set(value, tensor);
    return value;
  }

  /** A float32 number; equal numbers share one constant. */
  scalar(number: number): Value {
    let value = this.#scalars.get(number);
    if (!value) {
      value = this.constant(scalar(number), 'scalar');
      this.#scalars.set(number, value);
    }
    return value;
  }

  /** Adds a node and gives its first output. Throws GraphError when it does not fit. */
  add<O extends Op>(op: O, inputs: readonly (Value | null)[], attributes?: AttributesOf<O>): Value {
    return this.addAll(op, inputs, attributes)[0];
  }

  /** Adds a node and gives all its outputs. */
  addAll<O extends Op>(op: O, inputs: readonly (Value | null)[], attributes?: AttributesOf<O>): readonly Value[] {
    const given = (attributes ?? {}) as Node['attributes'];
    const outputs: Value[] = [];
    const node: Node = { op, inputs, attributes: given, outputs };
    for (const type of inferNode(op, inputs, given)) {
      outputs.push({ name: this.#unique(op), dtype: type.dtype, shape: type.shape, producer: node });
    }
    this.#nodes.push(node);
    return outputs;
  }

  /** The graph that computes these outputs: nodes, constants and inputs that nothing needs are left out. */
  build(outputs: Readonly<Record<string, Value>>): Graph {
    const needed = new Set<Value>(Object.values(outputs));
    const nodes: Node[] = [];
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      const node = this.#nodes[i];
      if (!node.outputs.some((output) => needed.has(output))) continue;
      nodes.push(node);
      node.inputs.forEach((input) => input && needed.add(input));
    }
    return {
      inputs: this.#inputs.filter((value) => needed.has(value)),
      constants: new Map([...this.#constants].filter(([value]) => needed.has(value))),
      nodes: nodes.reverse(),
      outputs: new Map(Object.entries(outputs)),
    };
  }

  #claim(name: string): string {
    if (this.#names.has(name)) throw new GraphError(`two values are called ${name}`);
    this.#names.set(name, 0);
    return name;
  }

  #unique(stem: string): string {
    for (;;) {
      const count = (this.#names.get(stem) ?? 0) + 1;
      this.#names.set(stem, count);
      const name = `${stem}_${count}`;
      if (!this.#names.has(name)) return this.#claim(name);
    }
  }
}
