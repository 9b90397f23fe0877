import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import type { Operation } from '@/lib/core/contract';
import { toLoamError } from '@/lib/core/errors';
import { createLog } from '@/lib/core/log';
import { authorise } from './authorise';
import { readInput } from './read-input';
import { respond, type Handler, type RouteParams } from './route';

export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

const log = createLog('stream');
const heartbeatMilliseconds = 15_000;

/** The route of an operation that answers with server-sent events until its verb ends or the caller leaves. */
export function stream<Op extends Operation>(
  declared: Op,
  verb: (ctx: Ctx, input: z.output<Op['input']>) => AsyncIterable<StreamEvent>,
): Handler {
  const handle = (request: Request, { params }: RouteParams) =>
    respond(declared, request, async (ctx) => {
      authorise(ctx.actor, declared);
      const input = await readInput(declared, request, await params);
      const leaving = new AbortController();
      const signal = AbortSignal.any([request.signal, leaving.signal]);
      return new Response(body(verb({ ...ctx, signal }, input), leaving), {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
          'x-request-id': ctx.requestId,
        },
      });
    });
  return Object.assign(handle, { operation: declared });
}

function body(events: AsyncIterable<StreamEvent>, leaving: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  let heartbeat: NodeJS.Timeout;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(': open\n\n'));
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), heartbeatMilliseconds);
    },
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (leaving.signal.aborted) return;
        if (!done) return controller.enqueue(encoder.encode(format(value)));
      } catch (error) {
        // Whoever left hears of nothing, and a verb that stopped for that reason has not failed.
        if (leaving.signal.aborted) return;
        const known = toLoamError(error);
        if (known.code === 'internal') log.error({ err: error }, 'stream failed');
        controller.enqueue(encoder.encode(format({ event: 'error', data: { code: known.code, message: known.message } })));
      }
      clearInterval(heartbeat);
      controller.close();
    },
    async cancel() {
      clearInterval(heartbeat);
      leaving.abort();
      await iterator.return?.();
    },
  });
}

function format({ id, event, data }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
