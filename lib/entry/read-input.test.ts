import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { LoamError } from '@/lib/core/errors';
import { readInput, refuseLargeBody } from './read-input';

const create = operation({
  id: 'test.create',
  summary: '',
  method: 'POST',
  path: '/test/{id}',
  access: 'anyone',
  input: z.object({ id: z.string(), name: z.string().max(5, 'at most 5'), nested: z.unknown().optional() }),
  output: z.unknown(),
});
const list = operation({
  id: 'test.list',
  summary: '',
  method: 'GET',
  path: '/test',
  access: 'anyone',
  input: z.object({ limit: z.coerce.number() }),
  output: z.unknown(),
});

const post = (body: BodyInit) => readInput(create, new Request('http://localhost/test/7', { method: 'POST', body }), { id: '7' });
const refusal = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoamError)) throw new Error('was not refused');
  return error;
};

describe('readInput', () => {
  it('puts path and body together; the path cannot be overruled', async () => {
    expect(await post('{"name":"ada","id":"8"}')).toEqual({ id: '7', name: 'ada' });
  });

  it('reads a query for GET', async () => {
    expect(await readInput(list, new Request('http://localhost/test?limit=3'), {})).toEqual({ limit: 3 });
  });

  it('names the wrong field', async () => {
    expect(await refusal(post('{"name":"far too long"}'))).toMatchObject({
      code: 'invalid_input',
      status: 400,
      fields: { name: 'at most 5' },
    });
  });

  it('says what to do where the schema has no words of its own', async () => {
    expect((await refusal(post('{}'))).fields).toEqual({ name: 'Fill this in' });
    expect((await refusal(readInput(list, new Request('http://localhost/test?limit=many'), {}))).message).toBe('limit: Give a number');
  });

  it.each(['not json', '[1]', '"text"', 'null', '{"name":'])('refuses %s with 400', async (body) => {
    expect((await refusal(post(body))).status).toBe(400);
  });

  it('refuses U+0000 anywhere, but not the text that spells it', async () => {
    expect((await refusal(post('{"name":"a\\u0000"}'))).status).toBe(400);
    expect((await refusal(post('{"name":"ada","nested":{"a\\u0000":1}}'))).status).toBe(400);
    expect(await post('{"name":"\\\\u00"}')).toMatchObject({ name: '\\u00' });
    expect(await post('{"name":"ada","nested":"\\\\u0000"}')).toMatchObject({ nested: '\\u0000' });
  });

  it('refuses half of a surrogate pair, which jsonb does not keep, but neither pairs nor the text that spells one', async () => {
    for (const half of ['\\ud83d', '\\udc08', 'a\\ud83d b'])
      expect((await refusal(post(`{"name":"ada","nested":["${half}"]}`))).status).toBe(400);
    expect(await post('{"name":"\\ud83d\\udc08"}')).toMatchObject({ name: '🐈' });
    expect(await post('{"name":"ada","nested":"\\\\ud83d"}')).toMatchObject({ nested: '\\ud83d' });
  });

  it('refuses 10,000 levels of nesting without overflowing', async () => {
    const deep = `{"name":"ada","nested":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect((await refusal(post(deep))).message).toContain('nested deeper');
  });

  it('refuses a body that grows past the limit, whatever it said of its length', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(256 * 1024));
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => (sent++, controller.enqueue(chunk)) });
    const request = new Request('http://localhost/test/7', { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
    expect((await refusal(readInput(create, request, { id: '7' }))).code).toBe('too_large');
    expect(sent).toBeLessThan(12);
  });

  it('refuses bytes that are not UTF-8', async () => {
    expect((await refusal(post(new Uint8Array([0x7b, 0xff, 0xfe])))).message).toContain('UTF-8');
  });
});

describe('refuseLargeBody', () => {
  const status = (headers: Record<string, string>) =>
    refuseLargeBody(new Request('http://localhost', { method: 'POST', headers }), 100)?.status;

  it('lets bodies through that are small or not there, and refuses those that are large or do not say', () => {
    expect(status({})).toBeUndefined();
    expect(status({ 'content-length': '100' })).toBeUndefined();
    expect(status({ 'content-length': '101' })).toBe(413);
    expect(status({ 'content-length': 'many' })).toBe(413);
    // A request made here may not set it; one that came in has it.
    expect(refuseLargeBody({ headers: new Headers([['transfer-encoding', 'chunked']]) }, 100)?.status).toBe(413);
  });
});
