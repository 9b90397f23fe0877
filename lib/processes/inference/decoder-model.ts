import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import type { Generated, generateSchema } from './protocol';
import { logLikelihood, sampleToken } from './sampling';
import { TextStream } from './text-stream';
import type { ModelTokenizer } from './tokenizer';

export type TextOrTokens = string | Int32Array;

/** Called between two tokens; throws where the request was cancelled. */
export type Breather = () => Promise<void>;

const configSchema = z.looseObject({
  vocab_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  num_key_value_heads: z.int(),
  hidden_size: z.int(),
  max_position_embeddings: z.int(),
});

export interface DecoderModel {
  generate(input: z.output<typeof generateSchema>, onText: (text: string) => void, breathe: Breather): Promise<Generated>;
  /** Natural logarithm of the probability of each token that has one before it: (tokens − 1), or (tokens) after a bos token. */
  score(text: TextOrTokens, breathe: Breather): Promise<Float32Array>;
}

/** Rows of logits (time, vocabulary) for the tokens fed last, and all keys and values up to them. */
interface Step {
  readonly logits: Float32Array;
  readonly cache: Readonly<Record<string, Tensor>>;
  readonly length: number;
}

/** A causal language model in the exported layout (lib/ml/nets/export): one text at a time, keys and values kept. */
export function decoderModel(session: InferenceSession, config: unknown, tokenizer: ModelTokenizer): DecoderModel {
  const { vocab_size: vocabulary, max_position_embeddings: context, ...sizes } = configSchema.parse(config);
  const headDim = sizes.hidden_size / sizes.num_attention_heads;
  const pastNames = session.inputNames.filter((name) => name.startsWith('past_key_values.'));
  const nothing = (): Step => ({
    logits: new Float32Array(),
    cache: Object.fromEntries(
      pastNames.map((name) => [name, new Tensor('float32', new Float32Array(), [1, sizes.num_key_value_heads, 0, headDim])]),
    ),
    length: 0,
  });

  const feed = async (past: Step, tokens: readonly number[]): Promise<Step> => {
    const length = past.length + tokens.length;
    const integers = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
    const out = await session.run({
      input_ids: integers(tokens),
      attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
      position_ids: integers(tokens.map((_, i) => past.length + i)),
      ...past.cache,
    });
    return {
      logits: out.logits.data as Float32Array,
      cache: Object.fromEntries(pastNames.map((name) => [name, out[name.replace('past_key_values', 'present')] as Tensor])),
      length,
    };
  };
  const lastRow = ({ logits }: Step): Float32Array => logits.slice(logits.length - vocabulary);
  const encode = (text: TextOrTokens, special: boolean): number[] => {
    if (typeof text !== 'string') {
      const stray = text.find((token) => token < 0 || token >= vocabulary);
      if (stray !== undefined) throw new LoamError('invalid_input', `There is no token ${stray}: the model has ${vocabulary}.`);
      return Array.from(text);
    }
    return [...(tokenizer.bos === undefined ? [] : [tokenizer.bos]), ...tokenizer.encode(text, { special })];
  };

  return {
    async generate({ prompt, maxTokens, stop, seed, special, ...sampling }, onText, breathe) {
      let text = encode(prompt, special);
      if (text.length === 0) text = [tokenizer.eos ?? 0];
      if (text.length >= context) {
        throw new LoamError('too_large', `The prompt has ${text.length} tokens; the model reads fewer than ${context}. Shorten it.`);
      }
      const rng = createRng(seed);
      const stream = new TextStream(stop, onText);
      const seen = new Set(text);
      let step = await feed(nothing(), text);
      for (let tokens = 1; ; tokens++) {
        await breathe();
        const next = sampleToken(lastRow(step), seen, sampling, rng);
        const ended = next === tokenizer.eos;
        if (!ended) stream.push(tokenizer.bytes(next));
        if (ended || stream.stopped) {
          stream.end();
          return { text: stream.text, tokens, finish: 'stop' };
        }
        if (tokens === maxTokens) {
          stream.end();
          return { text: stream.text, tokens, finish: 'length' };
        }
        text.push(next);
        seen.add(next);
        // A full context is begun anew with its later half: what stood before is forgotten, the text goes on.
        step = step.length === context ? await feed(nothing(), text.slice(-Math.ceil(context / 2))) : await feed(step, [next]);
      }
    },

    async score(given, breathe) {
      const tokens = encode(given, false);
      const scores = new Float32Array(Math.max(0, tokens.length - 1));
      // Longer texts are read in pieces that overlap by half, so that every token after the first piece has half a context before it.
      for (let start = 0, known = 0; known < scores.length; start += Math.floor(context / 2)) {
        await breathe();
        const piece = tokens.slice(start, start + context);
        const { logits } = await feed(nothing(), piece);
        for (; known < scores.length && known - start < piece.length - 1; known++) {
          const row = known - start;
          scores[known] = logLikelihood(logits.subarray(row * vocabulary, (row + 1) * vocabulary), tokens[known + 1]);
        }
      }
      return scores;
    },
  };
}
