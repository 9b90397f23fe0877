import { castTargets, GraphBuilder, type Graph, type Value } from '../../graph';
import { writeOnnx } from '../../onnx';
import type { FloatTensors } from '../../tensor/arena';
import { writeSafetensors } from '../../tensor/safetensors';
import { hidden } from '../attention';
import type { EncoderConfig } from '../encoder';
import { json, type Files } from './files';
import { exportScope, type ExportScope, type Precision } from './matrices';

/** What an exported encoder gives: hidden states, scores of the whole text, or scores of an answer's start and end. */
type EncoderHead = 'features' | 'sequence' | 'span';

interface EncoderExport {
  readonly head: EncoderHead;
  readonly padToken: number;
  /** Names of the classes, in order; one name for a regressor. Only for 'sequence'. */
  readonly labels?: readonly string[];
}

const architectures: Record<EncoderHead, string> = {
  features: 'BertModel',
  sequence: 'BertForSequenceClassification',
  span: 'BertForQuestionAnswering',
};

/**
 * A trained encoder as a folder that Python's and JavaScript's transformers load as BERT, and sentence-transformers as a
 * mean-pooled, normalised sentence encoder where there is no head: ONNX in float32 and int8, configuration, and the
 * weights as safetensors. The tokenizer's files come from lib/ml/text.
 */
export function exportEncoder(config: EncoderConfig, weights: FloatTensors, options: EncoderExport): Files {
  const { head, padToken, labels = [] } = options;
  return {
    'onnx/model.onnx': writeOnnx(encoderGraph(config, weights, head, 'float32')),
    'onnx/model_quantized.onnx': writeOnnx(encoderGraph(config, weights, head, 'int8')),
    'model.safetensors': writeSafetensors(bertNames(weights, head), { metadata: { format: 'pt' } }),
    'config.json': json({
      architectures: [architectures[head]],
      model_type: 'bert',
      vocab_size: config.vocabulary,
      hidden_size: config.width,
      num_hidden_layers: config.layers,
      num_attention_heads: config.heads,
      intermediate_size: config.feedForward,
      hidden_act: config.activation,
      max_position_embeddings: config.context,
      type_vocab_size: config.segments,
      layer_norm_eps: config.epsilon,
      position_embedding_type: 'absolute',
      hidden_dropout_prob: 0,
      attention_probs_dropout_prob: 0,
      pad_token_id: padToken,
      torch_dtype: 'float32',
      ...(head === 'sequence' ? labelNames(labels) : {}),
    }),
    ...(head === 'features' ? sentenceEncoderFiles(config) : {}),
  };
}

/** input_ids, attention_mask and token_type_ids in; last_hidden_state, logits, or start_logits and end_logits out; any batch and length. */
export function encoderGraph(config: EncoderConfig, weights: FloatTensors, head: EncoderHead, precision: Precision): Graph {
  const g = new GraphBuilder();
  const scope = exportScope(g, weights, precision);
  const shape = ['batch_size', 'sequence_length'];
  const ids = g.input('input_ids', 'int64', shape);
  const present = g.input('attention_mask', 'int64', shape);
  const segments = g.input('token_type_ids', 'int64', shape);
  const mask = g.add('Cast', [present], { to: castTargets.float32 });
  const states = hiddenStates(scope, config, { ids, mask, segments }); // (batch, time, width)
  switch (head) {
    case 'features':
      return g.build({ last_hidden_state: states });
    case 'sequence': {
      const start = g.constant({ dtype: 'int64', shape: [], data: new BigInt64Array(1) }, 'first_token');
      const pooled = g.add('Tanh', [scope.linear(g.add('Gather', [states, start], { axis: 1 }), 'pooler.dense')]); // (batch, width)
      return g.build({ logits: scope.linear(pooled, 'classifier') }); // (batch, labels)
    }
    case 'span': {
      const scores = scope.linear(states, 'qa_outputs'); // (batch, time, 2)
      const absent = g.add('Mul', [g.add('Sub', [g.scalar(1), mask]), g.scalar(-1e4)]);
      const column = (i: number): Value => {
        const at = g.constant({ dtype: 'int64', shape: [], data: BigInt64Array.of(BigInt(i)) }, 'column');
        return g.add('Add', [g.add('Gather', [scores, at], { axis: 2 }), absent]); // (batch, time)
      };
      return g.build({ start_logits: column(0), end_logits: column(1) });
    }
  }
}

function hiddenStates(scope: ExportScope, config: EncoderConfig, inputs: { ids: Value; mask: Value; segments: Value }): Value {
  const { g, constant, linear, lookUp } = scope;
  const { heads, width } = config;
  const headDim = width / heads;
  const norm = (x: Value, name: string): Value =>
    g.add('LayerNormalization', [x, constant(`${name}.weight`), constant(`${name}.bias`)], { epsilon: config.epsilon, axis: -1 });
  const split = (x: Value): Value => g.add('Transpose', [g.add('Reshape', [x], { shape: [0, 0, heads, headDim] })], { perm: [0, 2, 1, 3] });

  const ones = g.add('Add', [g.add('Mul', [inputs.mask, g.scalar(0)]), g.scalar(1)]); // (batch, time)
  const counted = g.add('Sub', [g.add('CumSum', [ones], { axis: [1] }), g.scalar(1)]);
  const positions = g.add('Cast', [counted], { to: castTargets.int64 }); // 0, 1, 2 … in every row
  const words = lookUp('embeddings.word_embeddings.weight', inputs.ids); // (batch, time, width)
  const places = lookUp('embeddings.position_embeddings.weight', positions);
  const kinds = lookUp('embeddings.token_type_embeddings.weight', inputs.segments);
  let x = norm(g.add('Add', [g.add('Add', [words, places]), kinds]), 'embeddings.LayerNorm'); // (batch, time, width)

  const absent = g.add('Mul', [g.add('Sub', [g.scalar(1), inputs.mask]), g.scalar(hidden)]);
  const bias = g.add('Unsqueeze', [absent], { axes: [1, 2] }); // (batch, 1, 1, time)
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `encoder.layer.${layer}`;
    const [q, k, v] = ['query', 'key', 'value'].map((part) => split(linear(x, `${at}.attention.self.${part}`))); // (batch, heads, time, headDim)
    const scores = g.add('FusedMatMul', [q, k], { transB: 1, alpha: 1 / Math.sqrt(headDim) }); // (batch, heads, time, time)
    const mixed = g.add('FusedMatMul', [g.add('Softmax', [g.add('Add', [scores, bias])], { axis: -1 }), v]);
    const rows = g.add('Reshape', [g.add('Transpose', [mixed], { perm: [0, 2, 1, 3] })], { shape: [0, 0, width] }); // (batch, time, width)
    x = norm(g.add('Add', [x, linear(rows, `${at}.attention.output.dense`)]), `${at}.attention.output.LayerNorm`);
    const wide = g.add(config.activation === 'relu' ? 'Relu' : 'Gelu', [linear(x, `${at}.intermediate.dense`)]);
    x = norm(g.add('Add', [x, linear(wide, `${at}.output.dense`)]), `${at}.output.LayerNorm`);
  }
  return x;
}

/** With a head, BERT's own parameters stand under "bert."; what belongs to masked-language training is left out. */
function bertNames(weights: FloatTensors, head: EncoderHead): FloatTensors {
  const kept = [...weights].filter(([name]) => !name.startsWith('cls.'));
  const own = /^(embeddings|encoder|pooler)\./;
  return new Map(kept.map(([name, value]) => [head !== 'features' && own.test(name) ? `bert.${name}` : name, value]));
}

function labelNames(labels: readonly string[]) {
  return {
    id2label: Object.fromEntries(labels.map((label, i) => [String(i), label])),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
    ...(labels.length === 1 ? { problem_type: 'regression' } : {}),
  };
}

/** How sentence-transformers pools. */
function sentenceEncoderFiles({ width, context }: EncoderConfig): Files {
  const part = (idx: number, folder: string, type: string) => ({
    idx,
    name: String(idx),
    path: folder,
    type: `sentence_transformers.models.${type}`,
  });
  return {
    'modules.json': json([part(0, '', 'Transformer'), part(1, '1_Pooling', 'Pooling'), part(2, '2_Normalize', 'Normalize')]),
    'sentence_bert_config.json': json({ max_seq_length: context, do_lower_case: false }),
    '1_Pooling/config.json': json({
      word_embedding_dimension: width,
      pooling_mode_cls_token: false,
      pooling_mode_mean_tokens: true,
      pooling_mode_max_tokens: false,
      pooling_mode_mean_sqrt_len_tokens: false,
    }),
  };
}
