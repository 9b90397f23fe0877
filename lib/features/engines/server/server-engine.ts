import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import type { Engine } from './engine';

export interface ServerAddress {
  /** Where its routes begin, such as http://127.0.0.1:11434/v1. */
  readonly base: string;
  readonly model: string;
  readonly key?: string;
}

const usageSchema = z.looseObject({ prompt_tokens: z.int().min(0).optional(), completion_tokens: z.int().min(0).optional() }).nullish();
const completionSchema = z.looseObject({
  choices: z.array(z.looseObject({ text: z.string().default(''), finish_reason: z.string().nullish() })),
  usage: usageSchema,
});
const embeddingsSchema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int(), embedding: z.array(z.number()) })).min(1),
  usage: usageSchema,
});

const deadlineMilliseconds = 120_000;
const longestAnswer = 64e6;
/** Of what a server says about its failure. */
const longestReason = 200;

/** A server that speaks OpenAI's interface – vLLM, Ollama, llama.cpp – at an address that an admin chose. It may not redirect. */
export function serverEngine({ base, model, key }: ServerAddress): Engine {
  const root = base.replace(/\/+$/, '');
  const { host } = new URL(root);
  const failed = (what: string, cause?: unknown) => new LoamError('unavailable', `The server ${host} ${what}.`, { cause });

  const post = async (path: string, body: object, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
    const response = await fetch(`${root}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    if (response.ok && response.body) return response.body;
    const said = response.body ? await readText(response.body, 20_000).catch(() => '') : '';
    throw failed(
      response.status >= 300 && response.status < 400
        ? 'sends its callers elsewhere, which is not followed'
        : `answered ${response.status}${reasonIn(said)}`,
    );
  };
  const within = async <T>(
    work: (signal: AbortSignal) => Promise<T>,
    { signal, deadline = deadlineMilliseconds }: { signal?: AbortSignal; deadline?: number } = {},
  ): Promise<T> => {
    const late = AbortSignal.timeout(deadline);
    try {
      return await work(signal ? AbortSignal.any([signal, late]) : late);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof LoamError) throw cause;
      if (late.aborted) throw failed(`did not answer within ${Math.round(deadline / 1000)} s`, cause);
      throw failed(
        cause instanceof z.ZodError || cause instanceof SyntaxError
          ? 'answered with something else than it was asked for'
          : 'cannot be reached',
        cause,
      );
    }
  };

  return {
    kind: 'server',
    model,
    at: host,
    complete: ({ maxTokens, topP, stop, ...ask }, onText, options) =>
      within(async (signal) => {
        const body = {
          model,
          ...ask,
          max_tokens: maxTokens,
          top_p: topP,
          ...(stop.length > 0 ? { stop } : {}),
          stream: true,
          stream_options: { include_usage: true },
        };
        let text = '';
        let finish: 'stop' | 'length' = 'stop';
        let usage: z.output<typeof usageSchema>;
        let pieces = 0;
        for await (const data of eventData(await post('/completions', body, signal))) {
          const { choices, usage: told } = completionSchema.parse(JSON.parse(data));
          usage = told ?? usage;
          for (const choice of choices) {
            if (choice.finish_reason === 'length') finish = 'length';
            if (!choice.text) continue;
            pieces++;
            text += choice.text;
            onText?.(choice.text);
          }
        }
        // A server that does not count sends about a token a piece.
        return { text, finish, tokens: usage?.completion_tokens ?? pieces, promptTokens: usage?.prompt_tokens ?? 0 };
      }, options),
    embed: (texts, options) =>
      within(async (signal) => {
        const answer = await readText(await post('/embeddings', { model, input: texts, encoding_format: 'float' }, signal), longestAnswer);
        const { data, usage } = embeddingsSchema.parse(JSON.parse(answer));
        const vectors = texts.map((_, i) => data.find(({ index }) => index === i)?.embedding);
        const [width] = vectors.map((vector) => vector?.length ?? 0);
        if (width === 0 || !vectors.every((vector) => vector?.length === width))
          throw failed('did not answer with one vector for each text');
        return { vectors: vectors.map((vector) => normalised(vector ?? [])), tokens: usage?.prompt_tokens ?? 0 };
      }, options),
  };
}

function normalised(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}

/** What a failed answer says, in a few words without control characters. */
function reasonIn(body: string): string {
  let said: unknown;
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } | string };
    said = typeof error === 'string' ? error : error?.message;
  } catch {
    return '';
  }
  return typeof said === 'string' && said !== '' ? `: ${said.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, longestReason)}` : '';
}

async function readText(body: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces(body)) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > limit) throw new SyntaxError('the answer is too long');
  }
  return text + decoder.decode();
}

/** The data of a stream of events, up to the one that says [DONE]. */
async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = '';
  let length = 0;
  for await (const piece of pieces(body)) {
    held += decoder.decode(piece, { stream: true });
    length += piece.byteLength;
    if (length > longestAnswer) throw new SyntaxError('the answer is too long');
    const lines = held.split(/\r?\n/);
    held = lines.pop() ?? '';
    for (const line of lines) {
      const data = /^data: ?(.*)$/.exec(line)?.[1];
      if (data === '[DONE]') return;
      if (data) yield data;
    }
  }
  throw new SyntaxError('the answer broke off');
}

async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
