import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { keysAndValues, lastLogits, logLikelihoods, targets, type DecoderGraph } from './decoder-graph';
import { KeyValueCache, takeRows } from './key-value-cache';

const configSchema = z.looseObject({
  vocab_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  num_key_value_heads: z.int(),
  hidden_size: z.int(),
  max_position_embeddings: z.int(),
});

/** What is known after some tokens, the same number in every row. */
export interface Step {
  /** (rows, vocabulary): for what follows the token fed last. */
  readonly logits: Float32Array;
  /** By row, what turns a logit into a log-likelihood when it is taken away from it. */
  readonly logTotals: Float32Array;
  readonly cache: KeyValueCache;
  /** Tokens that each row has seen. */
  readonly length: number;
  readonly rows: number;
}

export interface DecoderSteps {
  readonly vocabulary: number;
  readonly context: number;
  /** Before the first token. */
  nothing(rows: number): Step;
  /** Feeds each row as many tokens as the others. Of what was fed to `past` before, nothing can be used any more. */
  feed(past: Step, tokens: readonly (readonly number[])[]): Promise<Step>;
  /** For each token fed to one row, the log-likelihood of a token that may follow it. */
  score(past: Step, tokens: readonly number[], following: readonly number[]): Promise<Float32Array>;
  /** The logits for what follows in a row. */
  logitsOf(step: Step, row: number): Float32Array;
  /** The natural logarithm of the probability that a token follows in a row. */
  logLikelihood(step: Step, row: number, token: number): number;
  /** A step of one row as many that are alike. */
  repeat(step: Step, rows: number): Step;
  /** Some rows of a step, in the given order. */
  select(step: Step, rows: readonly number[]): Step;
}

/** The steps of a causal language model in the exported layout, many rows at once. */
export function decoderSteps(session: InferenceSession, { pastNames }: Pick<DecoderGraph, 'pastNames'>, config: unknown): DecoderSteps {
  const { vocab_size: vocabulary, max_position_embeddings: context, ...sizes } = configSchema.parse(config);
  const headDim = sizes.hidden_size / sizes.num_attention_heads;
  const stepNames = [lastLogits, logLikelihoods, keysAndValues];
  const places = BigInt64Array.from({ length: context }, (_, i) => BigInt(i));
  let present = new BigInt64Array();

  const run = (past: Step, tokens: readonly (readonly number[])[], wanted: BigInt64Array, fetches: readonly string[]) => {
    const [rows, time] = [tokens.length, tokens[0].length];
    const length = past.length + time;
    if (present.length < rows * length) present = new BigInt64Array(rows * context).fill(1n);
    const ids = new BigInt64Array(rows * time);
    const positions = new BigInt64Array(rows * time);
    tokens.forEach((row, i) => {
      row.forEach((token, t) => (ids[i * time + t] = BigInt(token)));
      positions.set(places.subarray(past.length, length), i * time);
    });
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor('int64', ids, [rows, time]),
      attention_mask: new Tensor('int64', present.subarray(0, rows * length), [rows, length]),
      position_ids: new Tensor('int64', positions, [rows, time]),
      [targets]: new Tensor('int64', wanted, [rows, time, 1]),
    };
    pastNames.forEach((name, i) => (feeds[name] = past.cache.tensors[i]));
    return session.run(feeds, fetches);
  };
  const select = (step: Step, rows: readonly number[]): Step => ({
    ...step,
    logits: takeRows(step.logits, vocabulary, rows),
    logTotals: takeRows(step.logTotals, 1, rows),
    cache: step.cache.select(rows),
    rows: rows.length,
  });
  const logitsOf = ({ logits }: Step, row: number): Float32Array => logits.subarray(row * vocabulary, (row + 1) * vocabulary);

  return {
    vocabulary,
    context,
    nothing: (rows) => ({
      logits: new Float32Array(),
      logTotals: new Float32Array(),
      cache: KeyValueCache.empty({ rows, heads: sizes.num_key_value_heads, headDim }, pastNames.length),
      length: 0,
      rows,
    }),
    async feed(past, tokens) {
      const [rows, time] = [tokens.length, tokens[0].length];
      const out = await run(past, tokens, new BigInt64Array(rows * time), stepNames);
      const logits = out[lastLogits].data as Float32Array;
      // Asked for the first token, whose logit is known, the run says what all weigh together.
      const ofFirst = out[logLikelihoods].data as Float32Array;
      const logTotals = Float32Array.from({ length: rows }, (_, row) => logits[row * vocabulary] - ofFirst[(row + 1) * time - 1]);
      const cache = past.cache.append(past.length, out[keysAndValues].data as Float32Array, time);
      return { logits, logTotals, cache, length: past.length + time, rows };
    },
    async score(past, tokens, following) {
      const out = await run(past, [tokens], BigInt64Array.from(following, BigInt), [logLikelihoods]);
      return out[logLikelihoods].data as Float32Array;
    },
    logitsOf,
    logLikelihood: (step, row, token) => step.logits[row * vocabulary + token] - step.logTotals[row],
    repeat: (step, rows) => (rows === 1 ? step : select(step, Array<number>(rows).fill(0))),
    select,
  };
}
