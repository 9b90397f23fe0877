import { createServer, request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { addressList } from '@/lib/core/address-list';
import { withdrawApp } from '@/lib/core/app';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { clientAddress, markPeers, peerHeader, requestedHost } from './peer';

afterEach(withdrawApp);

const from = (peer: string, forwarded?: string, host?: string) =>
  new Headers({
    [peerHeader]: peer,
    host: 'loam.example',
    ...(forwarded ? { 'x-forwarded-for': forwarded } : {}),
    ...(host ? { 'x-forwarded-host': host } : {}),
  });

describe('clientAddress', () => {
  it('believes nobody’s X-Forwarded-For unless a proxy is trusted', () => {
    publishTestApp();
    expect(clientAddress(from('192.0.2.1', '203.0.113.9'))).toBe('192.0.2.1');
    expect(clientAddress(from('::ffff:127.0.0.1', '203.0.113.9'))).toBe('127.0.0.1');
    expect(clientAddress(new Headers({ 'x-forwarded-for': '203.0.113.9' }))).toBe('unknown');
    expect(requestedHost(from('192.0.2.1', undefined, 'evil.example'))).toBe('loam.example');
  });

  it('takes the last hop that a trusted proxy saw, not what the caller wrote before it', () => {
    publishTestApp({ isTrustedProxy: addressList(['127.0.0.1', '10.0.0.0/8']) });
    expect(clientAddress(from('127.0.0.1', '203.0.113.9'))).toBe('203.0.113.9');
    expect(clientAddress(from('::ffff:127.0.0.1', 'made up, 198.51.100.2, 10.0.0.7'))).toBe('198.51.100.2');
    expect(clientAddress(from('127.0.0.1', '10.0.0.8, 10.0.0.7'))).toBe('10.0.0.8');
    expect(clientAddress(from('127.0.0.1'))).toBe('127.0.0.1');
    expect(clientAddress(from('192.0.2.1', '203.0.113.9'))).toBe('192.0.2.1');
    expect(requestedHost(from('127.0.0.1', undefined, 'school.example'))).toBe('school.example');
  });
});

it('overwrites what a caller says of its own connection', async () => {
  markPeers();
  const server = createServer((incoming, response) => response.end(String(incoming.headers[peerHeader]))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<string>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, headers: { [peerHeader]: '203.0.113.9' } }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk))).on('end', () => resolve(body));
    });
    call.on('error', reject).end();
  });
  server.close();
  expect(answer).toBe('127.0.0.1');
});
