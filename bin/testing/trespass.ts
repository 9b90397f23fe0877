import { getTableConfig } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Database } from '@/db/database';
import { privateMark, tables } from '@/db/testing/rows-of';
import { pathParameters } from '@/lib/core/contract';
import type { FoundRoute } from './route-handlers';

type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export interface Call {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** Calls a handler as Next would. The answer's body is read to its end, or let go of where `unread`. */
export async function callRoute(
  { handler, method, path }: FoundRoute,
  input: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
  { body, unread = false }: { body?: string; unread?: boolean } = {},
): Promise<Call> {
  const inPath = pathParameters(path);
  const params = Object.fromEntries(inPath.map((name) => [name, String(input[name] ?? 'none')]));
  const url = new URL(
    inPath.reduce((at, name) => at.replace(`{${name}}`, encodeURIComponent(params[name])), path),
    'http://localhost:3000',
  );
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.includes(name)));
  const hasBody = method !== 'GET' && method !== 'DELETE' && method !== 'HEAD';
  if (!hasBody) for (const [name, value] of Object.entries(rest)) url.searchParams.set(name, String(value));
  const leaving = new AbortController();
  const request = new Request(url, {
    method,
    headers: { host: 'localhost:3000', ...(hasBody ? { 'content-type': 'application/json' } : {}), ...headers },
    body: hasBody ? (body ?? JSON.stringify(rest)) : undefined,
    signal: leaving.signal,
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  if (!unread) return { status: response.status, body: await response.text(), headers: response.headers };
  await response.body?.cancel();
  leaving.abort();
  return { status: response.status, body: '', headers: response.headers };
}

/** Values by which an operation may find a row: its primary key and whatever else is unique. */
export function keysOf(rows: Rows): string[] {
  const keys = new Set<string>();
  for (const table of tables) {
    const { name, columns, indexes, primaryKeys } = getTableConfig(table);
    const row = rows.get(name);
    if (!row) continue;
    const unique = new Set(columns.filter((column) => column.primary || column.isUnique).map((column) => column.name));
    for (const { config } of indexes)
      if (config.unique) for (const column of config.columns) if ('name' in column) unique.add(String(column.name));
    for (const key of primaryKeys) for (const column of key.columns) unique.add(column.name);
    for (const [field, column] of Object.entries(table as unknown as Record<string, { name: string }>)) {
      const value = row[field];
      if (columns.some((each) => each === (column as unknown)) && unique.has(column.name) && typeof value === 'string') keys.add(value);
    }
  }
  return [...keys];
}

/** The inputs by which somebody would try an operation on rows of another person: each key in each field that could name a row. */
export function attempts({ handler: { operation } }: FoundRoute, keys: readonly string[]): Record<string, unknown>[] {
  const { properties = {} } = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string }>;
  };
  const inPath = pathParameters(operation.path);
  const fields = Object.keys(properties).filter(
    (name) => inPath.includes(name) || /(^|[a-z_])(id|ids|slug|slugs|user|owner|key|parent|jobs)$/i.test(name),
  );
  const example = (operation.example ?? {}) as Record<string, unknown>;
  if (fields.length === 0) return operation.method === 'GET' ? [example] : [];
  return keys.flatMap((key) => fields.map((field) => ({ ...example, [field]: key })));
}

/** Everything that belongs to a person, as text that two moments can be compared by. */
export async function snapshot(db: Database, rows: Rows, except: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const table of tables) {
    const { name } = getTableConfig(table);
    if (!rows.has(name) || except.includes(name)) continue;
    const kept: unknown[] = await db.select().from(table);
    const own = kept.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
    lines.push(...own.filter((line) => line.includes(privateMark)).map((line) => `${name} ${line}`));
  }
  return lines.sort().join('\n');
}

/** Whether an answer tells something that only its owner may read; the caller's own words, said back, do not count. */
export function tellsPrivately(answer: string, input: Readonly<Record<string, unknown>>): boolean {
  const said = Object.values(input).reduce<string>(
    (text, value) => (typeof value === 'string' ? text.replaceAll(value, '') : text),
    answer,
  );
  return said.includes(privateMark);
}
