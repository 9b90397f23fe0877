import { connect, type Socket } from 'node:net';
import { LoamError } from '@/lib/core/errors';
import type { AskOptions, ModelClient, RoleOptions } from './inference';
import type { Generated } from './protocol';
import { replySchema, type Call } from './shared-protocol';
import { onMessage, sendMessage } from './socket-messages';

/** The models of another process. */
export interface Borrowed {
  readonly alive: boolean;
  role(name: string, options: RoleOptions): ModelClient;
  close(): void;
}

interface Waiting {
  readonly onText?: (text: string) => void;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}
type Asked = Call extends infer C ? (C extends { role: string } ? Omit<C, 'id' | 'deadline'> : never) : never;

/** Resolves undefined where nobody listens. */
export async function borrowModels(socketPath: string): Promise<Borrowed | undefined> {
  const socket = await new Promise<Socket | undefined>((resolve) => {
    const attempt = connect(socketPath, () => resolve(attempt));
    attempt.once('error', () => resolve(undefined));
  });
  if (!socket) return undefined;
  let [alive, lastId] = [true, 0];
  const waiting = new Map<number, Waiting>();
  socket.unref();
  socket.on('error', () => undefined);
  socket.on('close', () => {
    alive = false;
    const error = new LoamError('unavailable', 'The process that held the models ended. Try again: this one takes them over.');
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  onMessage(socket, (message) => {
    const reply = replySchema.parse(message);
    const asked = waiting.get(reply.id);
    if (!asked) return;
    if (reply.kind === 'text') return asked.onText?.(reply.text);
    waiting.delete(reply.id);
    if (waiting.size === 0) socket.unref();
    if (reply.kind === 'value') asked.resolve(reply.value);
    else asked.reject(new LoamError(reply.code as LoamError['code'], reply.message));
  });

  const ask = (call: Asked, { signal, deadline }: AskOptions = {}, onText?: (text: string) => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (!alive) throw new LoamError('unavailable', 'The process that held the models ended. Try again.');
      const id = ++lastId;
      waiting.set(id, { onText, resolve, reject });
      socket.ref();
      signal?.addEventListener(
        'abort',
        () => {
          if (!waiting.delete(id)) return;
          sendMessage(socket, { kind: 'cancel', id } satisfies Call);
          reject(signal.reason as Error);
        },
        { once: true },
      );
      sendMessage(socket, { ...call, id, deadline });
    });
  return {
    get alive() {
      return alive;
    },
    role: (role, options) => ({
      embed: async (texts, given) => (await ask({ kind: 'embed', role, options, input: [...texts] }, given)) as Float32Array[],
      count: async (texts, given) => (await ask({ kind: 'count', role, options, input: [...texts] }, given)) as number[],
      score: async (texts, { signal, deadline, ...about } = {}) =>
        (await ask({ kind: 'score', role, options, input: { texts: [...texts], ...about } }, { signal, deadline })) as Float32Array[],
      candidates: async (input, given) => (await ask({ kind: 'candidates', role, options, input }, given)) as Generated[],
      generate: async (input, onText, given) => (await ask({ kind: 'generate', role, options, input }, given, onText)) as Generated,
    }),
    close: () => void socket.destroy(),
  };
}
