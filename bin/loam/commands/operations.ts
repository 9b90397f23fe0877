import { LoamError } from '@/lib/core/errors';
import { pathParameters, type Operation } from '@/lib/core/contract';
import { runInProcess } from '@/lib/boot/in-process';
import { operations, type BoundOperation } from '@/lib/boot/operations';
import { findServer, type RunningServer } from '@/lib/boot/find-server';
import type { LoamCommand } from '../command';

/**
 * The commands that the contracts declare. Where a server runs on the data folder, it is asked over
 * HTTP; otherwise the verb runs in this process, which then holds the data folder for that long.
 */
export function operationCommands(): LoamCommand[] {
  return operations.flatMap(({ operation, verb }) =>
    operation.command
      ? [
          {
            words: operation.command.words,
            positional: operation.command.positional,
            summary: operation.summary,
            input: operation.input,
            details: `The same over HTTP: ${operation.method} ${operation.path}`,
            run: (input: unknown) => runBound({ operation, verb }, input),
          },
        ]
      : [],
  );
}

/** Runs one operation by its declaration: for commands that are made of several. */
export function runOperation(operation: Operation, input: unknown): Promise<unknown> {
  const bound = operations.find((candidate) => candidate.operation.id === operation.id);
  if (!bound) throw new Error(`the operation ${operation.id} is not bound to a verb`);
  return runBound(bound, input);
}

export type CallOperation = (operation: Operation, input: unknown) => Promise<unknown>;

/**
 * Several operations in a row: of the server, where one runs; else in this process, which does background jobs meanwhile.
 * Tells whether a server answers.
 */
export async function withOperations<T>(work: (call: CallOperation, about: { readonly server: boolean }) => Promise<T>): Promise<T> {
  const server = await findServer();
  if (server) return work((operation, input) => callServer(server, operation, input), { server: true });
  return runInProcess(
    (ctx) =>
      work(
        (operation, input) => {
          const bound = operations.find((candidate) => candidate.operation.id === operation.id);
          if (!bound) throw new Error(`the operation ${operation.id} is not bound to a verb`);
          return bound.verb(ctx, operation.input.parse(input));
        },
        { server: false },
      ),
    { worker: true },
  );
}

async function runBound({ operation, verb }: BoundOperation, input: unknown): Promise<unknown> {
  const server = await findServer();
  return server ? callServer(server, operation, input) : runInProcess((ctx) => verb(ctx, input));
}

async function callServer(server: RunningServer, operation: Operation, input: unknown): Promise<unknown> {
  const { url, body } = toRequest(server.address, operation, input as Record<string, unknown>);
  const response = await fetch(url, {
    method: operation.method,
    headers: { authorization: `Bearer ${server.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    body,
  });
  const answer = (await response.json()) as { error?: { code: string; message: string; fields?: Record<string, string> } };
  if (response.ok) return answer;
  const { code = 'internal', message = `The server answered ${response.status}.`, fields, ...extra } = answer.error ?? {};
  throw new LoamError(code as LoamError['code'], message, { fields, extra });
}

/** Puts an input's fields where the operation wants them: in the path, then in the query or the body. */
export function toRequest(address: string, operation: Operation, input: Readonly<Record<string, unknown>>): { url: string; body?: string } {
  const inPath = pathParameters(operation.path);
  const path = inPath.reduce((at, name) => at.replace(`{${name}}`, encodeURIComponent(String(input[name]))), operation.path);
  const rest = Object.entries(input).filter(([name, value]) => !inPath.includes(name) && value !== undefined);
  const url = new URL(path, address);
  if (operation.method !== 'GET' && operation.method !== 'DELETE') return { url: url.href, body: JSON.stringify(Object.fromEntries(rest)) };
  for (const [name, value] of rest) url.searchParams.set(name, String(value));
  return { url: url.href };
}
