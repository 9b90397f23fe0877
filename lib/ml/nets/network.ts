import type { Rng } from '@/lib/core/rng';
import type { GraphBuilder, Value } from '../graph';
import { allocate, type FloatTensors } from '../tensor/arena';

/** How a weight begins: `deviation` for normal, `bound` for uniform in (−bound, bound). */
export type Initializer =
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'constant'; readonly value: number };

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init: Initializer;
  /** Kept as it is: stored in the graph as a constant, with no gradient. */
  readonly frozen?: boolean;
}

/** What a network's code sees while it builds a graph. */
export interface Scope {
  readonly g: GraphBuilder;
  /** A parameter by name. Throws Error when the network does not declare it. */
  weight(name: string): Value;
  /** x (rows, in) · `${name}.weight`ᵀ (out, in), plus `${name}.bias` (out) where the network declares one. */
  linear(x: Value, name: string): Value;
}

export type Inputs = Readonly<Record<string, Value>>;

/**
 * A loss kept as a sum and the weight that it must be divided by, so that micro-batches of unequal
 * weight add up to exactly the mean over all of them.
 */
export interface Loss {
  readonly total: Value;
  readonly weight: Value;
}

/** A table of embeddings (rows, width) of which a batch uses few rows, kept outside the graph. */
export interface TableSpec {
  readonly name: string;
  readonly rows: number;
  readonly width: number;
  readonly init: Initializer;
}

/** A use of a table: the batch holds row numbers, int32 of any shape; the loss sees the rows (numbers, width). */
export interface Lookup {
  readonly table: string;
  /** Name of the batch's tensor of row numbers. */
  readonly indices: string;
  /** Name under which the rows reach the loss. */
  readonly rows: string;
}

/** A trainable function: what it is made of, and how its loss is computed from a batch. */
export interface Network {
  readonly parameters: readonly ParameterSpec[];
  readonly tables?: readonly TableSpec[];
  readonly lookups?: readonly Lookup[];
  loss(scope: Scope, batch: Inputs): Loss;
}

/** A scope over parameters that are values of the graph already. */
export function scopeOf(g: GraphBuilder, weights: ReadonlyMap<string, Value>): Scope {
  const weight = (name: string): Value => {
    const value = weights.get(name);
    if (!value) throw new Error(`the network declares no parameter ${name}`);
    return value;
  };
  return {
    g,
    weight,
    linear(x, name) {
      const bias = weights.get(`${name}.bias`);
      return g.add('Gemm', [x, weight(`${name}.weight`), ...(bias ? [bias] : [])], { transB: 1 });
    },
  };
}

/**
 * Fresh weights. Every parameter draws from a stream of its own name, so that adding one changes no other.
 */
export function initialize(parameters: readonly ParameterSpec[], rng: Rng): FloatTensors {
  const weights = allocate(parameters.map(({ name, shape }) => [name, shape] as const));
  for (const { name, init } of parameters) {
    const { data } = weights.get(name)!;
    const stream = rng.fork(name);
    if (init.kind === 'constant') data.fill(init.value);
    else if (init.kind === 'normal') for (let i = 0; i < data.length; i++) data[i] = init.deviation * stream.normal();
    else for (let i = 0; i < data.length; i++) data[i] = init.bound * (2 * stream.next() - 1);
  }
  return weights;
}

/** The tables as parameters, for initialisation and storage. */
export function tableParameters({ tables = [] }: Network): readonly ParameterSpec[] {
  return tables.map(({ name, rows, width, init }) => ({ name, shape: [rows, width], init }));
}

/** How many numbers a network learns, and how many it holds. */
export function countParameters(parameters: readonly ParameterSpec[]): { total: number; trained: number } {
  const size = (specs: readonly ParameterSpec[]): number =>
    specs.reduce((sum, { shape }) => sum + shape.reduce((product, dim) => product * dim, 1), 0);
  return { total: size(parameters), trained: size(parameters.filter(({ frozen }) => !frozen)) };
}

export const ones: Initializer = { kind: 'constant', value: 1 };
export const zeroed: Initializer = { kind: 'constant', value: 0 };
export const normal = (deviation: number): Initializer => ({ kind: 'normal', deviation });
