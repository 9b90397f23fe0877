import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';

const configSchema = z.looseObject({
  vocab_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  num_key_value_heads: z.int(),
  hidden_size: z.int(),
  max_position_embeddings: z.int(),
});

/** Logits (rows, time, vocabulary) for the tokens fed last, and all keys and values up to them. */
export interface Step {
  readonly logits: Float32Array;
  readonly cache: Readonly<Record<string, Tensor>>;
  /** Tokens that each row has seen. */
  readonly length: number;
  readonly rows: number;
  /** Tokens that were fed last. */
  readonly time: number;
}

export interface DecoderSteps {
  readonly vocabulary: number;
  readonly context: number;
  /** Before the first token. */
  nothing(rows: number): Step;
  /** Feeds each row as many tokens as the others. */
  feed(past: Step, tokens: readonly (readonly number[])[]): Promise<Step>;
  /** The logits for what follows the token fed last in a row. */
  lastRow(step: Step, row: number): Float32Array;
  /** The logits for what follows one of the tokens fed last. */
  rowAt(step: Step, row: number, time: number): Float32Array;
  /** A step of one row as many that are alike, with the logits for what follows alone. */
  repeat(step: Step, rows: number): Step;
  /** Some rows of a step, in the given order. */
  select(step: Step, rows: readonly number[]): Step;
}

/** The steps of a causal language model in the exported layout, many rows at once. */
export function decoderSteps(session: InferenceSession, config: unknown): DecoderSteps {
  const { vocab_size: vocabulary, max_position_embeddings: context, ...sizes } = configSchema.parse(config);
  const headDim = sizes.hidden_size / sizes.num_attention_heads;
  const pastNames = session.inputNames.filter((name) => name.startsWith('past_key_values.'));
  const presentNames = new Map(pastNames.map((name) => [name, name.replace('past_key_values', 'present')]));
  const rowAt = ({ logits, time }: Step, row: number, at: number): Float32Array =>
    logits.subarray((row * time + at) * vocabulary, (row * time + at + 1) * vocabulary);

  const select = (step: Step, rows: readonly number[]): Step => {
    const perRow = step.time * vocabulary;
    return {
      ...step,
      logits: takeRows(step.logits, perRow, rows),
      cache: Object.fromEntries(
        Object.entries(step.cache).map(([name, { data, dims }]) => {
          const [, ...rest] = dims;
          const size = rest.reduce((product, n) => product * n, 1);
          return [name, new Tensor('float32', takeRows(data as Float32Array, size, rows), [rows.length, ...rest])];
        }),
      ),
      rows: rows.length,
    };
  };

  return {
    vocabulary,
    context,
    nothing: (rows) => ({
      logits: new Float32Array(),
      cache: Object.fromEntries(
        pastNames.map((name) => [name, new Tensor('float32', new Float32Array(), [rows, sizes.num_key_value_heads, 0, headDim])]),
      ),
      length: 0,
      rows,
      time: 0,
    }),
    async feed(past, tokens) {
      const [rows, time] = [tokens.length, tokens[0].length];
      const length = past.length + time;
      const positions = Array.from({ length: rows * time }, (_, i) => BigInt(past.length + (i % time)));
      const out = await session.run({
        input_ids: new Tensor('int64', BigInt64Array.from(tokens.flat(), BigInt), [rows, time]),
        attention_mask: new Tensor('int64', new BigInt64Array(rows * length).fill(1n), [rows, length]),
        position_ids: new Tensor('int64', BigInt64Array.from(positions), [rows, time]),
        ...past.cache,
      });
      return {
        logits: out.logits.data as Float32Array,
        cache: Object.fromEntries(pastNames.map((name) => [name, out[presentNames.get(name)!] as Tensor])),
        length,
        rows,
        time,
      };
    },
    rowAt,
    lastRow: (step, row) => rowAt(step, row, step.time - 1),
    repeat: (step, rows) => {
      const last = { ...step, logits: rowAt(step, 0, step.time - 1), time: 1 };
      return rows === 1 ? last : select(last, Array<number>(rows).fill(0));
    },
    select,
  };
}

function takeRows(values: Float32Array, size: number, rows: readonly number[]): Float32Array {
  const taken = new Float32Array(size * rows.length);
  rows.forEach((row, i) => taken.set(values.subarray(row * size, (row + 1) * size), i * size));
  return taken;
}
