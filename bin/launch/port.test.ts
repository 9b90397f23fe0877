import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { baseUrl, claimablePort, readPort } from './port.mjs';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function listen(host: string, body = 'hello'): Promise<number> {
  server = createServer((_, response) => response.end(body)).listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('PORT is a number from 0 to 65535; 3000 by default', () => {
  expect(readPort(undefined)).toBe(3000);
  expect(readPort('')).toBe(3000);
  expect(readPort('8080')).toBe(8080);
  for (const wrong of ['abc', '-1', '65536', '80.5', '3000;']) expect(() => readPort(wrong)).toThrow(/PORT must be a number/);
});

test('a free port is given back, and 0 stands for any', async () => {
  const port = await claimablePort('127.0.0.1', 0);
  expect(port).toBeGreaterThan(0);
  expect(await claimablePort('127.0.0.1', port)).toBe(port);
});

test.each(['127.0.0.1', '0.0.0.0'])('a port that is in use on %s is refused with a way out', async (host) => {
  const port = await listen(host);
  await expect(claimablePort('127.0.0.1', port)).rejects.toThrow(`Port ${port} is in use by another program. Choose another port: PORT=`);
});

test('a running Loam is named', async () => {
  const port = await listen('127.0.0.1', JSON.stringify({ status: 'ok', version: '0.1.0', database: 'ok' }));
  await expect(claimablePort('127.0.0.1', port)).rejects.toThrow(`Loam already runs at http://localhost:${port}.`);
});

test('an address of another machine is refused', async () => {
  await expect(claimablePort('192.0.2.1', 0)).rejects.toThrow('HOST=192.0.2.1 is no address of this machine');
});

test('addresses read as people write them', () => {
  expect(baseUrl('127.0.0.1', 3000)).toBe('http://localhost:3000');
  expect(baseUrl('0.0.0.0', 80)).toBe('http://localhost:80');
  expect(baseUrl('::', 3000)).toBe('http://[::1]:3000');
  expect(baseUrl('192.168.1.5', 3000)).toBe('http://192.168.1.5:3000');
});
