import type { Decoder } from './decoder';
import { zeroed, type Network, type ParameterSpec, type Scope } from './network';

export interface LoraOptions {
  readonly rank: number;
  /** The adapter's output is multiplied by alpha/rank. */
  readonly alpha: number;
  /** Last parts of the names of the linear layers that get an adapter, such as "q_proj". */
  readonly targets: readonly string[];
}

const downName = (layer: string): string => `${layer}.lora_A.weight`;
const upName = (layer: string): string => `${layer}.lora_B.weight`;

/**
 * Low-rank adaptation (Hu et al. 2022): the network's own weights are frozen, and each targeted linear layer
 * becomes x·Wᵀ + (x·Aᵀ)·Bᵀ·alpha/rank with A (rank, in) and B (out, rank). B begins at zero, so the adapted
 * network begins as the network. Throws RangeError when no layer is targeted.
 */
export function lora(network: Network, options: LoraOptions): Network {
  const layers = targetedLayers(network.parameters, options.targets);
  if (layers.size === 0) throw new RangeError(`no linear layer is called ${options.targets.join(' or ')}`);
  const adapters = [...layers].flatMap(([layer, [out, into]]): ParameterSpec[] => [
    { name: downName(layer), shape: [options.rank, into], init: { kind: 'uniform', bound: 1 / Math.sqrt(into) } },
    { name: upName(layer), shape: [out, options.rank], init: zeroed },
  ]);
  return {
    parameters: [...network.parameters.map((spec) => ({ ...spec, frozen: true })), ...adapters],
    loss: (scope, batch) => network.loss(adapt(scope, layers, options), batch),
  };
}

/** A decoder with adapters: what it predicts is what it would after merging them. Throws as {@link lora}. */
export function adaptedDecoder(network: Decoder, options: LoraOptions): Decoder {
  const layers = targetedLayers(network.parameters, options.targets);
  return {
    ...lora(network, options),
    config: network.config,
    logits: (scope, tokens) => network.logits(adapt(scope, layers, options), tokens),
  };
}

function adapt(scope: Scope, layers: ReadonlyMap<string, unknown>, { rank, alpha }: LoraOptions): Scope {
  return {
    ...scope,
    linear(x, name) {
      const base = scope.linear(x, name); // (rows, out)
      if (!layers.has(name)) return base;
      const low = scope.g.add('Gemm', [x, scope.weight(downName(name))], { transB: 1 }); // (rows, rank)
      return scope.g.add('Gemm', [low, scope.weight(upName(name)), base], { transB: 1, alpha: alpha / rank });
    },
  };
}

/** The matrices (out, in) of the layers whose names end in one of the targets, by layer name. */
function targetedLayers(parameters: readonly ParameterSpec[], targets: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const suffix = '.weight';
  return new Map(
    parameters
      .filter(({ name, shape }) => shape.length === 2 && name.endsWith(suffix))
      .map(({ name, shape }) => [name.slice(0, -suffix.length), shape] as const)
      .filter(([layer]) => targets.some((target) => layer === target || layer.endsWith(`.${target}`))),
  );
}
