import { extendModel, nodesOf, type NamedValue } from '@/lib/ml/onnx';

/** A causal language model's graph with what its steps need besides the logits of every token. */
export interface DecoderGraph {
  readonly bytes: Uint8Array;
  /** By layer, the outputs with the keys and values of the tokens fed, (rows, time, heads·headDim), and the inputs for those before. */
  readonly layers: readonly {
    readonly key: string;
    readonly value: string;
    readonly pastKey: string;
    readonly pastValue: string;
  }[];
}

/** int64 (rows, time, 1): which token's log-likelihood is wanted after each token that is fed. */
export const targets = 'targets';
/** (rows, time, 1): the natural logarithm of the probability that each target comes next. */
export const logLikelihoods = 'log_likelihoods';
/** (rows, vocabulary): the logits for what follows the token fed last. */
export const lastLogits = 'last_logits';

/**
 * Adds three outputs to a decoder as lib/ml/nets/export writes it. What comes out of a run is copied: all keys and values so far,
 * for every token of a text, would cost more than computing them does, and so would the logits of a whole prompt.
 */
export function decoderGraph(exported: Uint8Array): DecoderGraph {
  const layers = nodesOf(exported, 'GroupQueryAttention').map(({ inputs: [, key, value, pastKey, pastValue] }) => ({ key, value, pastKey, pastValue })); // prettier-ignore
  const perToken = (name: string, dtype: NamedValue['dtype'], last: number | string): NamedValue => ({
    name,
    dtype,
    shape: ['batch_size', 'sequence_length', last],
  });
  const bytes = extendModel(exported, {
    inputs: [perToken(targets, 'int64', 1)],
    constants: [{ name: 'last_place', value: -1 }],
    nodes: [
      { op: 'LogSoftmax', inputs: ['logits'], outputs: ['log_probabilities'], axis: -1 },
      { op: 'GatherElements', inputs: ['log_probabilities', targets], outputs: [logLikelihoods], axis: -1 },
      { op: 'Gather', inputs: ['logits', 'last_place'], outputs: [lastLogits], axis: 1 },
    ],
    outputs: [
      perToken(logLikelihoods, 'float32', 1),
      { name: lastLogits, dtype: 'float32', shape: ['batch_size', 'vocabulary'] },
      ...layers.flatMap(({ key, value }) => [perToken(key, 'float32', 'key_width'), perToken(value, 'float32', 'value_width')]),
    ],
  });
  return { bytes, layers };
}
