import { castTargets, GraphBuilder, type Graph, type Value } from '../../graph';
import { writeOnnx } from '../../onnx';
import type { FloatTensors } from '../../tensor/arena';
import { writeSafetensors } from '../../tensor/safetensors';
import { hidden } from '../attention';
import type { DecoderConfig } from '../decoder';
import { rotaryTables } from '../rotary';
import { exportScope, type Precision } from './matrices';
import { json, type Files } from './files';

/** The tokens that generation needs to know. */
interface DecoderTokens {
  readonly bos: number;
  readonly eos: number;
  readonly pad: number;
}

/**
 * A trained decoder as a folder that Python's and JavaScript's transformers load as LlamaForCausalLM: the ONNX graphs in
 * float32 and int8, configuration, and the weights as safetensors. The tokenizer's files come from lib/ml/text.
 */
export function exportDecoder(config: DecoderConfig, weights: FloatTensors, tokens: DecoderTokens): Files {
  return {
    'onnx/model.onnx': writeOnnx(decoderGraph(config, weights, 'float32')),
    'onnx/model_quantized.onnx': writeOnnx(decoderGraph(config, weights, 'int8')),
    'model.safetensors': writeSafetensors(weights, { metadata: { format: 'pt' } }),
    'config.json': json({
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      vocab_size: config.vocabulary,
      hidden_size: config.width,
      intermediate_size: config.feedForward,
      num_hidden_layers: config.layers,
      num_attention_heads: config.heads,
      num_key_value_heads: config.keyValueHeads,
      head_dim: config.width / config.heads,
      hidden_act: 'silu',
      max_position_embeddings: config.context,
      rms_norm_eps: config.epsilon,
      rope_theta: config.ropeBase,
      tie_word_embeddings: true,
      attention_bias: false,
      mlp_bias: false,
      torch_dtype: 'float32',
      bos_token_id: tokens.bos,
      eos_token_id: tokens.eos,
      pad_token_id: tokens.pad,
    }),
    'generation_config.json': json({
      bos_token_id: tokens.bos,
      eos_token_id: tokens.eos,
      pad_token_id: tokens.pad,
      max_length: config.context,
    }),
  };
}

/** Names of the free dimensions. transformers.js makes the first, empty cache by them: "batch_size" must be called so. */
const [batch, time, past] = ['batch_size', 'sequence_length', 'past_sequence_length'];

/**
 * The inference graph: input_ids, attention_mask, position_ids and past keys and values in, logits and grown keys and values
 * out, for any batch and length. Padding on the left is masked by a bias, for the attention kernel itself looks at lengths only.
 */
export function decoderGraph(config: DecoderConfig, weights: FloatTensors, precision: Precision): Graph {
  const g = new GraphBuilder();
  const { constant, linear, lookUp, project } = exportScope(g, weights, precision);
  const { heads, keyValueHeads, width, layers } = config;
  const headDim = width / heads;
  const ids = g.input('input_ids', 'int64', [batch, time]);
  const present = g.input('attention_mask', 'int64', [batch, `${past}+${time}`]);
  const positions = g.input('position_ids', 'int64', [batch, time]);
  const { cos, sin } = rotaryTables(config.context, headDim, config.ropeBase);
  const tables = [g.constant(cos, 'cos'), g.constant(sin, 'sin')];
  // Outside the attention kernel, which counts positions by itself in a first pass and not in later ones.
  const rotate = (y: Value): Value => g.add('RotaryEmbedding', [y, positions, ...tables]);
  const { bias, lengths, total } = attentionInputs(g, present, positions);
  const norm = (x: Value, name: string): Value =>
    g.add('SimplifiedLayerNormalization', [x, constant(`${name}.weight`)], { epsilon: config.epsilon, axis: -1 });

  const outputs: Record<string, Value> = {};
  let x = lookUp('model.embed_tokens.weight', ids); // (batch, time, width)
  for (let layer = 0; layer < layers; layer++) {
    const at = `model.layers.${layer}`;
    const cache = ['key', 'value'].map((part) =>
      g.input(`past_key_values.${layer}.${part}`, 'float32', [batch, keyValueHeads, past, headDim]),
    );
    const a = norm(x, `${at}.input_layernorm`);
    const [q, k, v] = ['q_proj', 'k_proj', 'v_proj'].map((part) => linear(a, `${at}.self_attn.${part}`)); // (batch, time, heads·headDim)
    const [mixed, key, value] = g.addAll(
      'GroupQueryAttention',
      [rotate(q), rotate(k), v, ...cache, lengths, total, null, null, null, bias],
      {
        num_heads: heads,
        kv_num_heads: keyValueHeads,
        scale: 1 / Math.sqrt(headDim),
      },
    );
    x = g.add('Add', [x, linear(mixed, `${at}.self_attn.o_proj`)]);
    const f = norm(x, `${at}.post_attention_layernorm`);
    const gate = g.add('QuickGelu', [linear(f, `${at}.mlp.gate_proj`)], { alpha: 1 });
    x = g.add('Add', [x, linear(g.add('Mul', [gate, linear(f, `${at}.mlp.up_proj`)]), `${at}.mlp.down_proj`)]);
    outputs[`present.${layer}.key`] = key;
    outputs[`present.${layer}.value`] = value;
  }
  return g.build({ logits: project(norm(x, 'model.norm'), 'model.embed_tokens.weight'), ...outputs }); // (batch, time, vocabulary)
}

/**
 * From attention_mask (batch, past+time) and position_ids (batch, time): the bias (batch, 1, time, past+time) that hides
 * padding, and the lengths by which the kernel finds the end of the cache, the same for every row of a batch.
 */
function attentionInputs(g: GraphBuilder, present: Value, positions: Value): { bias: Value; lengths: Value; total: Value } {
  const mask = g.add('Cast', [present], { to: castTargets.float32 }); // (batch, past+time)
  const absent = g.add('Mul', [g.add('Sub', [g.scalar(1), mask]), g.scalar(hidden)]);
  const across = g.add('Mul', [g.add('Cast', [positions], { to: castTargets.float32 }), g.scalar(0)]); // (batch, time)
  const bias = g.add('Add', [g.add('Unsqueeze', [absent], { axes: [1, 2] }), g.add('Unsqueeze', [across], { axes: [1, 3] })]);
  const ones = g.add('Add', [g.add('Mul', [mask, g.scalar(0)]), g.scalar(1)]);
  const counts = g.add('ReduceSum', [ones], { axes: [1], keepdims: 0 }); // (batch)
  const first = g.constant({ dtype: 'int64', shape: [1], data: new BigInt64Array(1) }, 'first_row');
  return {
    bias,
    lengths: g.add('Cast', [g.add('Sub', [counts, g.scalar(1)])], { to: castTargets.int32 }),
    total: g.add('Cast', [g.add('Gather', [counts, first], { axis: 0 })], { to: castTargets.int32 }),
  };
}
