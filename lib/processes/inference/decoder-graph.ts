import { extendModel, nodesOf, type NamedValue } from '@/lib/ml/onnx';

/** A causal language model's graph with what its steps need besides the logits of every token. */
export interface DecoderGraph {
  readonly bytes: Uint8Array;
  /** The inputs for the keys and values of the tokens before, in the order in which those of the tokens fed come out. */
  readonly pastNames: readonly string[];
}

/** int64 (rows, time, 1): which token's log-likelihood is wanted after each token that is fed. */
export const targets = 'targets';
/** (rows, time, 1): the natural logarithm of the probability that each target comes next. */
export const logLikelihoods = 'log_likelihoods';
/** (rows, vocabulary): the logits for what follows the token fed last. */
export const lastLogits = 'last_logits';
/** (rows, time, layers·2·heads·headDim): of each token fed, layer by layer its key and its value. */
export const keysAndValues = 'keys_and_values';

/**
 * Adds what decoderSteps reads to a decoder as lib/ml/nets/export writes it. What comes out of a run is copied and wrapped: all keys
 * and values so far, layer by layer, for every token of a text, would cost more than computing them, and so would the logits of a
 * whole prompt.
 */
export function decoderGraph(exported: Uint8Array): DecoderGraph {
  const attention = nodesOf(exported, 'GroupQueryAttention').map(({ inputs }) => inputs);
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
      { op: 'Concat', inputs: attention.flatMap(([, key, value]) => [key, value]), outputs: [keysAndValues], axis: 2 },
    ],
    outputs: [
      perToken(logLikelihoods, 'float32', 1),
      { name: lastLogits, dtype: 'float32', shape: ['batch_size', 'vocabulary'] },
      perToken(keysAndValues, 'float32', 'all_widths'),
    ],
  });
  return { bytes, pastNames: attention.flatMap(([, , , pastKey, pastValue]) => [pastKey, pastValue]) };
}
