import type { InferenceSession } from 'onnxruntime-node';
import type { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { createRng, type Rng } from '@/lib/core/rng';
import type { DecoderGraph } from './decoder-graph';
import { decoderSteps, type Step } from './decoder-steps';
import type { candidatesSchema, Generated, generateSchema, scoreSchema } from './protocol';
import { sampleToken } from './sampling';
import { TextStream } from './text-stream';
import type { ModelTokenizer } from './tokenizer';

export type TextOrTokens = string | Int32Array;

/** Called between two tokens; throws where the request was cancelled. */
export type Breather = () => Promise<void>;

export interface DecoderModel {
  generate(input: z.output<typeof generateSchema>, onText: (text: string) => void, breathe: Breather): Promise<Generated>;
  /** `count` texts from one prompt, in the order of their seeds. */
  candidates(input: z.output<typeof candidatesSchema>, breathe: Breather): Promise<Generated[]>;
  /**
   * Natural logarithm of the probability of each token that has one before it: (tokens − 1) a text, or (tokens) after a bos
   * token or after `after`.
   */
  score(input: z.output<typeof scoreSchema>, breathe: Breather): Promise<Float32Array[]>;
}

/** A text being written. */
interface Draft {
  readonly tokens: number[];
  readonly seen: Set<number>;
  readonly rng: Rng;
  readonly stream: TextStream;
  written: number;
  logLikelihood: number;
  finish?: Generated['finish'];
}

/** A causal language model in the exported layout (lib/ml/nets/export): keys and values are kept, rows of a batch go in step. */
export function decoderModel(
  session: InferenceSession,
  graph: Pick<DecoderGraph, 'pastNames'>,
  config: unknown,
  tokenizer: ModelTokenizer,
): DecoderModel {
  const { vocabulary, context, nothing, feed, score, logitsOf, logLikelihood, repeat, select } = decoderSteps(session, graph, config);

  const encode = (text: TextOrTokens, special: boolean): number[] => {
    if (typeof text !== 'string') {
      const stray = text.find((token) => token < 0 || token >= vocabulary);
      if (stray !== undefined) throw new LoamError('invalid_input', `There is no token ${stray}: the model has ${vocabulary}.`);
      return Array.from(text);
    }
    return tokenizer.encode(text, { special });
  };
  const begin = (text: TextOrTokens, special: boolean): number[] => [
    ...(typeof text === 'string' && tokenizer.bos !== undefined ? [tokenizer.bos] : []),
    ...encode(text, special),
  ];

  const write = async (
    { prompt, maxTokens, stop, special, ...sampling }: Omit<z.output<typeof generateSchema>, 'seed'>,
    seeds: readonly number[],
    onText: (text: string) => void,
    breathe: Breather,
  ): Promise<Generated[]> => {
    let tokens = begin(prompt, special);
    if (tokens.length === 0) tokens = [tokenizer.eos ?? 0];
    if (tokens.length >= context) {
      throw new LoamError('too_large', `The prompt has ${tokens.length} tokens; the model reads fewer than ${context}. Shorten it.`);
    }
    const drafts = seeds.map((seed): Draft => {
      const stream = new TextStream(stop, onText);
      return { tokens: [...tokens], seen: new Set(tokens), rng: createRng(seed), stream, written: 0, logLikelihood: 0 };
    });
    const advance = (draft: Draft, step: Step, row: number): void => {
      const next = sampleToken(logitsOf(step, row), draft.seen, sampling, draft.rng);
      draft.written++;
      draft.logLikelihood += logLikelihood(step, row, next);
      if (next === tokenizer.eos) draft.finish = 'stop';
      else draft.stream.push(tokenizer.bytes(next));
      if (draft.stream.stopped) draft.finish = 'stop';
      else if (draft.written === maxTokens) draft.finish ??= 'length';
      if (draft.finish) draft.stream.end();
      draft.tokens.push(next);
      draft.seen.add(next);
    };

    let step = repeat(await feed(nothing(1), [tokens]), drafts.length);
    let open = drafts;
    for (;;) {
      await breathe();
      open.forEach((draft, row) => advance(draft, step, row));
      const kept = open.flatMap(({ finish }, row) => (finish ? [] : [row]));
      if (kept.length === 0) break;
      if (kept.length < open.length) step = select(step, kept);
      open = kept.map((row) => open[row]);
      // A full context is begun anew with its later half: what stood before is forgotten, the text goes on.
      step =
        step.length === context
          ? await feed(nothing(open.length), open.map((draft) => draft.tokens.slice(-Math.ceil(context / 2)))) // prettier-ignore
          : await feed(step, open.map((draft) => draft.tokens.slice(-1))); // prettier-ignore
    }
    return drafts.map(({ stream, written, finish = 'length', logLikelihood: sum }) => ({
      text: stream.text,
      tokens: written,
      finish,
      logLikelihood: sum,
    }));
  };

  const scoreWhole = async (tokens: readonly number[], breathe: Breather): Promise<Float32Array> => {
    const scores = new Float32Array(Math.max(0, tokens.length - 1));
    // Longer texts are read in pieces that overlap by half, so that every token after the first piece has half a context before it.
    for (let start = 0, known = 0; known < scores.length; start += Math.floor(context / 2)) {
      await breathe();
      const piece = tokens.slice(start, start + context);
      const [, ...following] = piece;
      const found = await score(nothing(1), piece, [...following, 0]);
      scores.set(found.subarray(known - start, following.length), known);
      known = start + following.length;
    }
    return scores;
  };

  /** One text at a time: with something before them the attention kernel takes many tokens of one row only. */
  const scoreAfter = async (before: Step, text: readonly number[]): Promise<Float32Array> => {
    if (before.length + text.length > context) {
      throw new LoamError(
        'too_large',
        `Text and what stands before it have ${before.length + text.length} tokens; the model reads ${context}.`,
      );
    }
    const scores = new Float32Array(text.length);
    if (text.length > 0) scores[0] = logLikelihood(before, 0, text[0]);
    if (text.length > 1) scores.set(await score(before, text.slice(0, -1), text.slice(1)), 1);
    return scores;
  };

  return {
    async generate({ seed, ...input }, onText, breathe) {
      const [generated] = await write(input, [seed], onText, breathe);
      return generated;
    },
    candidates({ seed, count, ...input }, breathe) {
      const seeds = Array.from({ length: count }, (_, i) => (seed + i) >>> 0);
      return write(input, seeds, () => undefined, breathe);
    },
    async score({ texts, after, special }, breathe) {
      const scores: Float32Array[] = [];
      if (after === undefined) {
        for (const text of texts) scores.push(await scoreWhole(begin(text, special), breathe));
        return scores;
      }
      const before = begin(after, special);
      if (before.length >= context) {
        throw new LoamError('too_large', `What stands before has ${before.length} tokens; the model reads fewer than ${context}.`);
      }
      const read = await feed(nothing(1), [before.length > 0 ? before : [tokenizer.eos ?? 0]]);
      for (const text of texts) {
        await breathe();
        scores.push(await scoreAfter(read, encode(text, special)));
      }
      return scores;
    },
  };
}
