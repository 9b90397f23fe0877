import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { Operation } from '@/lib/core/contract';
import type { Actor } from '@/lib/core/ctx';
import { newId } from '@/lib/core/ids';
import { createLog } from '@/lib/core/log';
import { demoActor } from '@/lib/features/auth/server';
import { authenticate } from './authenticate';
import { authorise } from './authorise';
import { countRequest } from './metrics';
import { clientAddress } from './peer';
import { countCall, type Counted } from './rate-limit';
import { readInput } from './read-input';
import { errorResponse } from './respond';

/** What Next hands to a route handler. */
export interface RouteParams {
  readonly params: Promise<Record<string, string>>;
}

/** A route handler, which says what operation it serves: the tests go through all of them. */
export type Handler = ((request: Request, route: RouteParams) => Promise<Response>) & { readonly operation: Operation };

/** A verb answers with its output, or with a finished Response where the contract names a media type. */
export type Verb<Op extends Operation> = (ctx: Ctx, input: z.output<Op['input']>) => Promise<z.input<Op['output']> | Response>;

const log = createLog('http');

/**
 * The route of an operation: authenticate, count, authorise, parse, call one verb, answer.
 * `respondAsync` answers instead where the caller sends `Prefer: respond-async`.
 */
export function route<Op extends Operation>(
  declared: Op,
  verb: Verb<Op>,
  respondAsync?: (ctx: Ctx, input: z.output<Op['input']>) => Promise<object>,
): Handler {
  const handle = (request: Request, { params }: RouteParams) =>
    respond(declared, request, async (ctx) => {
      authorise(ctx.actor, declared);
      const input = await readInput(declared, request, await params);
      const prefersAsync = respondAsync && /(^|[,\s])respond-async([,;\s]|$)/i.test(request.headers.get('prefer') ?? '');
      const headers = { 'cache-control': 'no-store', 'x-request-id': ctx.requestId };
      if (prefersAsync) {
        return Response.json(await respondAsync(ctx, input), {
          status: 202,
          headers: { ...headers, 'preference-applied': 'respond-async' },
        });
      }
      const output = await verb(ctx, input);
      if (output instanceof Response) return output;
      return Response.json(declared.output.parse(output), { status: declared.status ?? 200, headers });
    });
  return Object.assign(handle, { operation: declared });
}

/**
 * Runs a handler with the caller's context; whatever it throws becomes the answer. The call is counted against its
 * caller – whose token is refused, against their address – and the answer says what is left.
 */
export async function respond(declared: Operation, request: Request, handle: (ctx: Ctx) => Promise<Response>): Promise<Response> {
  const requestId = newId();
  const started = performance.now();
  let response: Response;
  let limits: Counted['headers'] = {};
  const count = async (actor: Actor, address: string) => {
    const counted = await countCall(actor, declared, address);
    limits = counted.headers;
    if (counted.refusal) throw counted.refusal;
  };
  try {
    const app = currentApp<Ctx>();
    const address = clientAddress(request.headers);
    const anonymous = app.createContext({ actor: { kind: 'anonymous' }, requestId, signal: request.signal, address });
    const actor = await authenticate(anonymous, request).catch(async (error: unknown) => {
      await count(anonymous.actor, address);
      throw error;
    });
    await count(actor, address);
    const demo = declared.seed && actor.kind === 'anonymous' ? await demoActor(anonymous) : undefined;
    response = await handle({ ...anonymous, actor: demo ?? actor });
  } catch (error) {
    response = errorResponse(error, requestId, log, declared.errors);
  }
  for (const [name, value] of Object.entries(limits)) response.headers.set(name, value);
  const milliseconds = performance.now() - started;
  countRequest(declared.id, response.status, milliseconds);
  log.info({ requestId, operation: declared.id, status: response.status, ms: Math.round(milliseconds) }, 'request');
  return response;
}
