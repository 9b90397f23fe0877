import type { Value } from '../graph';
import { staticShape } from '../graph';
import { attend, causalMask } from './attention';
import { crossEntropy } from './loss';
import { normal, ones, type Network, type ParameterSpec, type Scope } from './network';
import { rotary } from './rotary';

/** A causal language model in the manner of Llama (Touvron et al. 2023), with tied embeddings. */
export interface DecoderConfig {
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Heads of keys and values; a divisor of heads. */
  readonly keyValueHeads: number;
  /** A multiple of 32, or four-bit weights cannot be packed. */
  readonly feedForward: number;
  /** The longest text that the exported model accepts. */
  readonly context: number;
  readonly ropeBase: number;
  readonly epsilon: number;
}

export const decoderDefaults = {
  ropeBase: 10_000, // as Llama; contexts here are far below where it matters
  epsilon: 1e-5, // as Llama 2
} as const;

export interface Decoder extends Network {
  readonly config: DecoderConfig;
  /** Tokens int32 (batch, time) → logits (batch·time, vocabulary). */
  logits(scope: Scope, tokens: Value): Value;
}

/**
 * The network. A batch is `tokens` int32 (batch, time), `targets` int32 (batch, time) – the token that
 * follows each – and `weights` float32 (batch, time), zero where a target does not count. Parameters bear the
 * names of LlamaForCausalLM.
 */
export function decoder(config: DecoderConfig): Decoder {
  const logits = (scope: Scope, tokens: Value): Value => {
    const { g, weight, linear } = scope;
    const [batch, time] = staticShape(tokens.shape);
    const { heads, keyValueHeads } = config;
    const headDim = config.width / heads;
    const norm = (x: Value, name: string): Value =>
      g.add('SimplifiedLayerNormalization', [x, weight(`${name}.weight`)], { epsilon: config.epsilon, axis: -1 });
    const rotate = rotary(g, { batch, time, headDim, base: config.ropeBase });
    const mask = causalMask(g, time);

    const flat = g.add('Reshape', [tokens], { shape: [batch * time] });
    let x = g.add('Gather', [weight('model.embed_tokens.weight'), flat], { axis: 0 }); // (batch·time, width)
    for (let layer = 0; layer < config.layers; layer++) {
      const at = `model.layers.${layer}`;
      const a = norm(x, `${at}.input_layernorm`);
      const q = rotate(linear(a, `${at}.self_attn.q_proj`)); // (batch·time, heads·headDim)
      const k = rotate(linear(a, `${at}.self_attn.k_proj`)); // (batch·time, kvHeads·headDim)
      const v = linear(a, `${at}.self_attn.v_proj`); // (batch·time, kvHeads·headDim)
      const mixed = attend(g, q, k, v, mask, { batch, time, heads, keyValueHeads, headDim }); // (batch·time, width)
      x = g.add('Add', [x, linear(mixed, `${at}.self_attn.o_proj`)]);

      const f = norm(x, `${at}.post_attention_layernorm`);
      const gate = g.add('QuickGelu', [linear(f, `${at}.mlp.gate_proj`)], { alpha: 1 }); // (batch·time, feedForward)
      const up = linear(f, `${at}.mlp.up_proj`); // (batch·time, feedForward)
      x = g.add('Add', [x, linear(g.add('Mul', [gate, up]), `${at}.mlp.down_proj`)]);
    }
    const last = norm(x, 'model.norm');
    return g.add('Gemm', [last, weight('model.embed_tokens.weight')], { transB: 1 }); // (batch·time, vocabulary)
  };
  return {
    config,
    parameters: decoderParameters(config),
    logits,
    loss(scope, { tokens, targets, weights }) {
      const flat = (value: Value): Value => scope.g.add('Reshape', [value], { shape: [-1] });
      return crossEntropy(scope.g, logits(scope, tokens), flat(targets), flat(weights));
    },
  };
}

function decoderParameters({ vocabulary, width, layers, heads, keyValueHeads, feedForward }: DecoderConfig): ParameterSpec[] {
  if (width % heads !== 0 || heads % keyValueHeads !== 0)
    throw new RangeError(`${heads} heads over ${keyValueHeads} do not divide a width of ${width}`);
  const keyValueWidth = (width / heads) * keyValueHeads;
  const small = normal(0.02); // GPT-2's deviation, good for widths of a few hundred
  // What is added to the residual stream shrinks with depth, so that the stream's variance does not grow (GPT-2).
  const residual = normal(0.02 / Math.sqrt(2 * layers));
  const perLayer = (layer: number): ParameterSpec[] => {
    const at = `model.layers.${layer}`;
    return [
      { name: `${at}.input_layernorm.weight`, shape: [width], init: ones },
      { name: `${at}.self_attn.q_proj.weight`, shape: [width, width], init: small },
      { name: `${at}.self_attn.k_proj.weight`, shape: [keyValueWidth, width], init: small },
      { name: `${at}.self_attn.v_proj.weight`, shape: [keyValueWidth, width], init: small },
      { name: `${at}.self_attn.o_proj.weight`, shape: [width, width], init: residual },
      { name: `${at}.post_attention_layernorm.weight`, shape: [width], init: ones },
      { name: `${at}.mlp.gate_proj.weight`, shape: [feedForward, width], init: small },
      { name: `${at}.mlp.up_proj.weight`, shape: [feedForward, width], init: small },
      { name: `${at}.mlp.down_proj.weight`, shape: [width, feedForward], init: residual },
    ];
  };
  return [
    { name: 'model.embed_tokens.weight', shape: [vocabulary, width], init: small },
    ...Array.from({ length: layers }, (_, layer) => perLayer(layer)).flat(),
    { name: 'model.norm.weight', shape: [width], init: ones },
  ];
}
