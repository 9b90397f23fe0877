import { staticShape, type GraphBuilder, type Value } from '../graph';
import { activate, encode, encoderParameters, layerNorm, linearParameters, normParameters, type EncoderConfig } from './encoder';
import { crossEntropy, squaredError } from './loss';
import { zeroed, type Inputs, type Network, type Scope } from './network';

export interface EncoderNetwork extends Network {
  readonly config: EncoderConfig;
}

/** The mean of the hidden states (batch·time, width) of each text's own tokens: (batch, width). */
export function meanPool(g: GraphBuilder, states: Value, mask: Value): Value {
  const [batch, time] = staticShape(mask.shape);
  const width = states.shape[1] as number;
  const count = g.add('ReduceSum', [mask], { axes: [1], keepdims: 1 }); // (batch, 1)
  const share = g.add('Reshape', [g.add('Div', [mask, count])], { shape: [batch, 1, time] });
  const pooled = g.add('FusedMatMul', [share, g.add('Reshape', [states], { shape: [batch, time, width] })]); // (batch, 1, width)
  return g.add('Reshape', [pooled], { shape: [batch, width] });
}

/** Rows scaled to length one. */
export function normalizeRows(g: GraphBuilder, x: Value): Value {
  const squares = g.add('ReduceSum', [g.add('Mul', [x, x])], { axes: [1], keepdims: 1 }); // (batch, 1)
  return g.add('Div', [x, g.add('Sqrt', [g.add('Add', [squares, g.scalar(1e-12)])])]);
}

/**
 * Masked-language modelling (Devlin et al. 2019): `tokens`, `mask` (batch, time) as the encoder takes them, `positions` int32 (picked) – places
 * row·time + column –, `labels` int32 (picked), `weights` float32 (picked). Logits are computed at the picked places
 * only. Parameters bear the names of BertForMaskedLM.
 */
export function maskedLanguageModel(config: EncoderConfig): EncoderNetwork {
  const head = 'cls.predictions';
  return {
    config,
    parameters: [
      ...encoderParameters(config),
      ...linearParameters(`${head}.transform.dense`, config.width, config.width),
      ...normParameters(`${head}.transform.LayerNorm`, config.width),
      { name: `${head}.bias`, shape: [config.vocabulary], init: zeroed },
    ],
    loss(scope, { tokens, mask, segments, positions, labels, weights }) {
      const { g, weight, linear } = scope;
      const states = g.add('Gather', [encode(scope, config, { tokens, mask, segments }), positions], { axis: 0 }); // (picked, width)
      const turned = activate(scope, linear(states, `${head}.transform.dense`), config);
      const ready = layerNorm(scope, turned, `${head}.transform.LayerNorm`, config.epsilon);
      const logits = g.add('Gemm', [ready, weight('embeddings.word_embeddings.weight'), weight(`${head}.bias`)], { transB: 1 }); // (picked, vocabulary)
      return crossEntropy(g, logits, labels, weights);
    },
  };
}

export interface ContrastiveOptions {
  /** Similarities are divided by this before the softmax; 0.05 is usual for sentence encoders (Gao et al. 2021). */
  readonly temperature: number;
}

/**
 * InfoNCE over mean-pooled, normalised texts (van den Oord et al. 2018): every anchor must find its own candidate among all of
 * the batch. Anchors `tokens`, `mask` (pairs, time); candidates `candidateTokens`, `candidateMask` ((1 + k)·pairs,
 * candidateTime), of which row i belongs to anchor i and the rest are hard negatives. Optional `exclusions` float32
 * (pairs, candidates) is added to the similarities: a large negative number hides a candidate that is no true negative.
 */
export function contrastive(config: EncoderConfig, { temperature }: ContrastiveOptions): EncoderNetwork {
  return {
    config,
    parameters: encoderParameters(config),
    loss(scope, { tokens, mask, candidateTokens, candidateMask, exclusions }) {
      const { g } = scope;
      const embed = (ids: Value, present: Value): Value =>
        normalizeRows(g, meanPool(g, encode(scope, config, { tokens: ids, mask: present }), present));
      const anchors = embed(tokens, mask); // (pairs, width)
      const candidates = embed(candidateTokens, candidateMask); // (candidates, width)
      const pairs = staticShape(anchors.shape)[0];
      const bias = exclusions ? [exclusions] : [];
      const similarities = g.add('Gemm', [anchors, candidates, ...bias], { transB: 1, alpha: 1 / temperature }); // (pairs, candidates)
      const own = g.constant({ dtype: 'int32', shape: [pairs], data: Int32Array.from({ length: pairs }, (_, i) => i) }, 'own_candidate');
      const everyOne = g.constant({ dtype: 'float32', shape: [pairs], data: new Float32Array(pairs).fill(1) }, 'every_pair');
      return crossEntropy(g, similarities, own, everyOne);
    },
  };
}

/** The pooled first token, as BertPooler: tanh of a layer over it. (batch, width) */
export function pool(scope: Scope, states: Value, batch: number, time: number): Value {
  const { g, linear } = scope;
  const starts = g.constant(
    { dtype: 'int32', shape: [batch], data: Int32Array.from({ length: batch }, (_, row) => row * time) },
    'first_tokens',
  );
  return g.add('Tanh', [linear(g.add('Gather', [states, starts], { axis: 0 }), 'pooler.dense')]);
}

/** Scores of whole texts from their pooled first token: (batch, labels). */
export function sequenceLogits(scope: Scope, config: EncoderConfig, { tokens, mask, segments }: Inputs): Value {
  const [batch, time] = staticShape(tokens.shape);
  return scope.linear(pool(scope, encode(scope, config, { tokens, mask, segments }), batch, time), 'classifier');
}

function sequenceParameters(config: EncoderConfig, labels: number) {
  return [
    ...encoderParameters(config),
    ...linearParameters('pooler.dense', config.width, config.width),
    ...linearParameters('classifier', labels, config.width),
  ];
}

/** Classification of texts or pairs: `tokens`, `mask`, optional `segments` (batch, time), `labels` int32 (batch), `weights` (batch). As BertForSequenceClassification. */
export function classifier(config: EncoderConfig, labels: number): EncoderNetwork {
  return {
    config,
    parameters: sequenceParameters(config, labels),
    loss: (scope, batch) => crossEntropy(scope.g, sequenceLogits(scope, config, batch), batch.labels, batch.weights),
  };
}

/** Regression to one number per text: as classifier, with `targets` float32 (batch). As BertForSequenceClassification with one label. */
export function regressor(config: EncoderConfig): EncoderNetwork {
  return {
    config,
    parameters: sequenceParameters(config, 1),
    loss(scope, batch) {
      const predictions = scope.g.add('Reshape', [sequenceLogits(scope, config, batch)], { shape: [-1] }); // (batch)
      return squaredError(scope.g, predictions, batch.targets, batch.weights);
    },
  };
}

/** Start and end scores of every token: two of (batch, time), with padding pushed out of reach. */
export function spanLogits(scope: Scope, config: EncoderConfig, { tokens, mask, segments }: Inputs): [start: Value, end: Value] {
  const { g } = scope;
  const shape = staticShape(tokens.shape);
  const scores = scope.linear(encode(scope, config, { tokens, mask, segments }), 'qa_outputs'); // (batch·time, 2)
  const absent = g.add('Mul', [g.add('Sub', [g.scalar(1), mask]), g.scalar(-1e4)]);
  const column = (i: number): Value =>
    g.add('Add', [g.add('Reshape', [g.add('Slice', [scores], { starts: [i], ends: [i + 1], axes: [1] })], { shape }), absent]);
  return [column(0), column(1)];
}

/**
 * Finding an answer in a text: as classifier, with `starts` and `ends` int32 (batch), the columns of the answer's first
 * and last token; an unanswerable pair points at column 0 (Devlin et al. 2019). As BertForQuestionAnswering.
 */
export function spanFinder(config: EncoderConfig): EncoderNetwork {
  return {
    config,
    parameters: [...encoderParameters(config), ...linearParameters('qa_outputs', 2, config.width)],
    loss(scope, batch) {
      const { g } = scope;
      const [start, end] = spanLogits(scope, config, batch);
      const first = crossEntropy(g, start, batch.starts, batch.weights);
      const last = crossEntropy(g, end, batch.ends, batch.weights);
      return { total: g.add('Add', [first.total, last.total]), weight: g.add('Add', [first.weight, last.weight]) };
    },
  };
}
