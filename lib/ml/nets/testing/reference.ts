import { createRng } from '@/lib/core/rng';
import { GraphBuilder } from '../../graph';
import { compile } from '../../onnx';
import type { FloatTensors } from '../../tensor/arena';
import { int32, type Tensor } from '../../tensor/tensor';
import type { Decoder } from '../decoder';
import { initialize, scopeOf, type ParameterSpec, type Scope } from '../network';
import type { Value } from '../../graph';

/** Weights large enough that an untrained network has opinions; gains and biases away from 1 and 0. */
export function vividWeights(parameters: readonly ParameterSpec[], seed: number): FloatTensors {
  const vivid = parameters.map((spec): ParameterSpec => ({
    ...spec,
    init: spec.init.kind === 'constant' ? { kind: 'uniform', bound: 0.3 } : { kind: 'normal', deviation: 0.15 },
  }));
  const weights = initialize(vivid, createRng(seed));
  for (const { name, init } of parameters) {
    if (init.kind === 'constant') weights.get(name)!.data.forEach((value, i, data) => (data[i] = value + init.value));
  }
  return weights;
}

/** Runs code that builds a training graph over constant weights, and gives its float32 outputs. */
export async function runTrainingGraph(
  weights: FloatTensors,
  feeds: Readonly<Record<string, Tensor>>,
  build: (scope: Scope, inputs: Readonly<Record<string, Value>>) => Readonly<Record<string, Value>>,
): Promise<Record<string, Float32Array>> {
  const g = new GraphBuilder();
  const values = new Map([...weights].map(([name, weight]) => [name, g.constant(weight, name)]));
  const inputs = Object.fromEntries(Object.entries(feeds).map(([name, { dtype, shape }]) => [name, g.input(name, dtype, shape)]));
  const program = await compile(g.build(build(scopeOf(g, values), inputs)));
  const results = await program.run(new Map(Object.entries(feeds)));
  await program.release();
  return Object.fromEntries([...results].map(([name, { data }]) => [name, data as Float32Array]));
}

/** The tokens that follow a prompt when the training graph always takes the likeliest. */
export async function greedyTokens(network: Decoder, weights: FloatTensors, prompt: readonly number[], count: number): Promise<number[]> {
  const { vocabulary } = network.config;
  const time = prompt.length + count;
  const tokens = int32([1, time], [...prompt, ...Array<number>(count).fill(0)]);
  const g = new GraphBuilder();
  const values = new Map([...weights].map(([name, weight]) => [name, g.constant(weight, name)]));
  const program = await compile(g.build({ logits: network.logits(scopeOf(g, values), g.input('tokens', 'int32', [1, time])) }));
  const out: number[] = [];
  for (let at = prompt.length; at < time; at++) {
    // What stands behind the last token does not matter: the mask is causal.
    const logits = (await program.run(new Map([['tokens', tokens]]))).get('logits')!.data as Float32Array;
    const row = logits.subarray((at - 1) * vocabulary, at * vocabulary);
    const next = row.reduce((best, value, token) => (value > row[best] ? token : best), 0);
    tokens.data[at] = next;
    out.push(next);
  }
  await program.release();
  return out;
}
