import { createServer, type Server, type Socket } from 'node:net';
import { toLoamError } from '@/lib/core/errors';
import type { Inference } from './inference';
import { callSchema, type Reply } from './shared-protocol';
import { onMessage, sendMessage } from './socket-messages';

/** Answers other processes from these models. Resolves undefined where somebody else listens there. */
export function listenForCalls(socketPath: string, inference: Inference): Promise<Server | undefined> {
  const server = createServer((socket) => serve(socket, inference));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(socketPath, () => {
      // Whoever only lends its models may end.
      server.unref();
      resolve(server);
    });
  });
}

function serve(socket: Socket, inference: Inference): void {
  const underWay = new Map<number, AbortController>();
  const reply = (message: Reply): void => sendMessage(socket, message);
  socket.unref();
  socket.on('error', () => undefined);
  socket.on('close', () => underWay.forEach((controller) => controller.abort()));
  onMessage(socket, (message) => {
    const call = callSchema.parse(message);
    if (call.kind === 'cancel') return underWay.get(call.id)?.abort();
    const { id, role, options, deadline } = call;
    const controller = new AbortController();
    underWay.set(id, controller);
    const ask = { signal: controller.signal, deadline };
    const client = inference.role(role, options);
    const work =
      call.kind === 'embed'
        ? client.embed(call.input, ask)
        : call.kind === 'count'
          ? client.count(call.input, ask)
          : call.kind === 'score'
            ? client.score(call.input.texts, { ...call.input, ...ask })
            : call.kind === 'candidates'
              ? client.candidates(call.input, ask)
              : client.generate(call.input, (text) => reply({ kind: 'text', id, text }), ask);
    work
      .then(
        (value: unknown) => reply({ kind: 'value', id, value }),
        (error: unknown) => {
          const { code, message: text } = toLoamError(error);
          reply({ kind: 'error', id, code, message: text });
        },
      )
      .finally(() => underWay.delete(id));
  });
}
