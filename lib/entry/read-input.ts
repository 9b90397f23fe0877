import type { z } from 'zod';
import { pathParameters, type Operation } from '@/lib/core/contract';
import { LoamError } from '@/lib/core/errors';
import { plainIssue } from '@/lib/core/plain-issue';

const defaultBodyBytes = 1024 * 1024;
const deepest = 64;

/** Gathers path, query and body into the operation's one input object and checks it. */
export async function readInput<Op extends Operation>(
  declared: Op,
  request: Request,
  path: Readonly<Record<string, string>>,
): Promise<z.output<Op['input']>> {
  const fromPath = Object.fromEntries(pathParameters(declared.path).map((name) => [name, path[name]]));
  const rest =
    declared.method === 'GET' || declared.method === 'DELETE' ? readQuery(request) : await readBody(request, declared.maxBodyBytes);
  return parseInput(declared, { ...rest, ...fromPath });
}

/**
 * The refusal of a request whose body may be larger than so many bytes, for handlers of others that read it whole: it says more, or
 * – sent in chunks – nothing of its length. What it says, Node holds it to.
 */
export function refuseLargeBody({ headers }: Pick<Request, 'headers'>, limit: number): Response | undefined {
  const length = headers.get('content-length');
  const isSmall = length === null ? !headers.has('transfer-encoding') : Number(length) <= limit;
  return isSmall ? undefined : Response.json({ url: null, error: 'too_large' }, { status: 413 });
}

/** Checks an input against its schema. Throws `invalid_input` naming every wrong field. */
export function parseInput<Op extends Operation>(declared: Op, input: unknown): z.output<Op['input']> {
  // PostgreSQL can keep neither, so no field may hold them. JSON writes half a surrogate pair as an escape, and whole ones as they are.
  const unkept = /(?<!\\)(?:\\\\)*\\u(0000|d[89a-f]..)/.exec(JSON.stringify(input) ?? '')?.[1].toUpperCase();
  if (unkept !== undefined)
    throw new LoamError('invalid_input', `Leave out the character U+${unkept}.`, { fields: { body: `U+${unkept}` } });
  const parsed = declared.input.safeParse(input, { error: plainIssue });
  if (parsed.success) return parsed.data as z.output<Op['input']>;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message;
  const [[name, message]] = Object.entries(fields);
  throw new LoamError('invalid_input', `${name}: ${message}`, { fields });
}

function readQuery(request: Request): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of new URL(request.url).searchParams) input[name] ??= value;
  return input;
}

async function readBody(request: Request, limit = defaultBodyBytes): Promise<Record<string, unknown>> {
  const text = await readText(request, limit);
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new LoamError('invalid_input', 'The body is not valid JSON. Send an object such as {"topic": "Python decorators"}.', { cause });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new LoamError('invalid_input', 'The body must be a JSON object.');
  }
  if (isDeeperThan(body, deepest)) throw new LoamError('invalid_input', `The body is nested deeper than ${deepest} levels.`);
  return body as Record<string, unknown>;
}

async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = new LoamError('too_large', `The body is larger than ${Math.floor(limit / 1024)} KiB.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge;
  if (!request.body) return '';
  const reader = request.body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > limit) throw tooLarge;
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof TypeError) throw new LoamError('invalid_input', 'The body is not valid UTF-8.', { cause: error });
    throw error;
  }
}

/** Walks level by level: recursion would overflow on what it is meant to refuse. */
function isDeeperThan(value: object, limit: number): boolean {
  let level: object[] = [value];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((node) => Object.values(node).filter((child): child is object => typeof child === 'object' && child !== null));
  }
  return false;
}
