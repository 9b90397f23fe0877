import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, it } from 'vitest';
import { logOptions } from './log';

it('leaves secrets out of a line, at any depth that is logged', () => {
  let written = '';
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => ((written += chunk.toString()), done()) });
  const log = pino(logOptions('test'), stream);
  log.info(
    { password: 'a1', body: { token: 'b2', more: { setupCode: 'c3' } }, headers: { authorization: 'Bearer d4', cookie: 'e5' } },
    'request',
  );
  for (const secret of ['a1', 'b2', 'c3', 'd4', 'e5']) expect(written).not.toContain(secret);
  expect(JSON.parse(written)).toMatchObject({ module: 'test', msg: 'request', password: '[redacted]' });
});

it('leaves the parameters of a failed query out of its error', () => {
  let written = '';
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => ((written += chunk.toString()), done()) });
  const query = Object.assign(new Error('Failed query: select $1\nparams: s3cret,"quoted s3cret"'), {
    params: ['s3cret'],
    query: 'select $1',
  });
  pino(logOptions('test'), stream).error({ err: new Error('outer', { cause: query }) }, 'failed');
  expect(written).not.toContain('s3cret');
  expect(written).toContain('Failed query: select $1');
});
