import type { Ctx } from '@/db/ctx';
import { toLoamError } from '@/lib/core/errors';
import { newId, newSeed } from '@/lib/core/ids';
import type { Answered, Completion, CompletionInput } from '../schemas';
import { askEngines } from './ask-engines';
import type { Completed, CompletionAsk, Engine } from './engine';
import { enginesFor } from './engines-of';

interface Asked {
  readonly engines: readonly Engine[];
  /** One for each choice. */
  readonly asks: readonly CompletionAsk[];
  readonly echo: boolean;
  /** Which prompts count for the usage: each once. */
  readonly perPrompt: number;
  readonly includeUsage: boolean;
  readonly head: { readonly id: string; readonly object: 'text_completion'; readonly created: number };
}

/** Writes on as OpenAI's interface does it, at once or as a stream. Errors: those of {@link enginesFor} and {@link askEngines}. */
export async function complete(ctx: Ctx, input: CompletionInput): Promise<Completion | Response> {
  const n = input.n ?? 1;
  const seed = input.seed ?? newSeed();
  const prompts = typeof input.prompt === 'string' ? [input.prompt] : input.prompt;
  const asked: Asked = {
    engines: await enginesFor(ctx, input.model),
    asks: prompts.flatMap((prompt) =>
      Array.from({ length: n }, (_, i) => ({
        prompt,
        maxTokens: input.max_tokens ?? 16,
        temperature: input.temperature ?? 1,
        topP: input.top_p ?? 1,
        stop: typeof input.stop === 'string' ? [input.stop] : (input.stop ?? []),
        seed: (seed + i) >>> 0,
      })),
    ),
    echo: input.echo ?? false,
    perPrompt: n,
    includeUsage: input.stream_options?.include_usage ?? false,
    head: { id: `cmpl-${newId()}`, object: 'text_completion', created: Math.floor(ctx.clock.now().getTime() / 1000) },
  };
  return input.stream ? streamed(ctx, asked) : whole(ctx, asked);
}

async function whole(ctx: Ctx, { engines, asks, echo, perPrompt, head }: Asked): Promise<Completion> {
  const { value: written, answered } = await askEngines(ctx, engines, async (engine) => {
    const texts: Completed[] = [];
    for (const ask of asks) texts.push(await engine.complete(ask, undefined, { signal: ctx.signal }));
    return texts;
  });
  return {
    ...head,
    model: answered.model,
    choices: written.map(({ text, finish }, index) => ({
      index,
      text: echo ? asks[index].prompt + text : text,
      logprobs: null,
      finish_reason: finish,
    })),
    usage: usageOf(written, perPrompt),
    loam: answered,
  };
}

function usageOf(written: readonly Completed[], perPrompt: number): Completion['usage'] {
  const prompt = written.filter((_, i) => i % perPrompt === 0).reduce((sum, { promptTokens }) => sum + promptTokens, 0);
  const completion = written.reduce((sum, { tokens }) => sum + tokens, 0);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/**
 * The answer as events. It begins with the first text, so that an engine that fails before still has its error, or another engine its
 * turn; an error after that ends the stream.
 */
async function streamed(ctx: Ctx, asked: Asked): Promise<Response> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, { highWaterMark: 64 });
  const writer = writable.getWriter();
  const leaving = new AbortController();
  writer.closed.catch(() => leaving.abort());
  const signal = ctx.signal ? AbortSignal.any([ctx.signal, leaving.signal]) : leaving.signal;
  const encoder = new TextEncoder();
  const send = (data: object | '[DONE]'): void =>
    void writer.write(encoder.encode(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`)).catch(() => undefined);

  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const telling = tell({ ...ctx, signal }, asked, send, begin);
  // Whoever waits below hears of a failure before the beginning; later it is told in the stream.
  await Promise.race([begun, telling]);
  void telling
    .catch((error: unknown) => {
      const known = toLoamError(error);
      if (known.code === 'internal' && !signal.aborted) ctx.log.error({ err: error }, 'a completion broke off');
      send({ error: { message: known.message, type: 'server_error', param: null, code: known.code } });
    })
    .finally(() => writer.close().catch(() => undefined));
  return new Response(readable, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': ctx.requestId,
    },
  });
}

async function tell(
  ctx: Ctx,
  { engines, asks, echo, perPrompt, includeUsage, head }: Asked,
  send: (data: object | '[DONE]') => void,
  begin: () => void,
): Promise<void> {
  let begun = false;
  const { value: written, answered } = await askEngines(
    ctx,
    engines,
    async (engine, loam) => {
      const chunk = (index: number, text: string, finish: Completed['finish'] | null, more: { loam?: Answered } = {}) => {
        if (!begun) begin();
        begun = true;
        send({
          ...head,
          model: engine.model,
          choices: [{ index, text, logprobs: null, finish_reason: finish }],
          ...(includeUsage ? { usage: null } : {}),
          ...more,
        });
      };
      const texts: Completed[] = [];
      for (const [index, ask] of asks.entries()) {
        let echoed = !echo;
        const completed = await engine.complete(
          ask,
          (text) => {
            chunk(index, echoed ? text : ask.prompt + text, null);
            echoed = true;
          },
          { signal: ctx.signal },
        );
        chunk(index, echoed ? '' : ask.prompt, completed.finish, { loam });
        texts.push(completed);
      }
      return texts;
    },
    () => begun,
  );
  if (includeUsage) send({ ...head, model: answered.model, choices: [], usage: usageOf(written, perPrompt) });
  send('[DONE]');
}
