import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hammer } from './hammer';

async function withServer<T>(answer: http.RequestListener, work: (url: string, sockets: () => number) => Promise<T>): Promise<T> {
  let sockets = 0;
  const server = http.createServer(answer).on('connection', () => sockets++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, () => sockets);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('keeps its connections and measures what the server takes', async () => {
  let together = 0;
  let most = 0;
  const slow: http.RequestListener = (_request, response) => {
    most = Math.max(most, ++together);
    void sleep(20).then(() => {
      together--;
      response.end('ok');
    });
  };
  await withServer(slow, async (url, sockets) => {
    const { answered, failed, p50, p99, perSecond } = await hammer(url, { connections: 3, milliseconds: 300 });
    expect(sockets()).toBe(3);
    expect(most).toBe(3);
    expect(failed).toBe(0);
    expect(p50).toBeGreaterThanOrEqual(19);
    expect(p99).toBeGreaterThanOrEqual(p50);
    expect(answered).toBeLessThanOrEqual(48);
    expect(perSecond).toBeLessThan(160);
  });
});

test('counts answers that are errors', async () => {
  const broken: http.RequestListener = (_request, response) => response.writeHead(503).end();
  await withServer(broken, async (url) => {
    const { answered, failed } = await hammer(url, { connections: 1, milliseconds: 50 });
    expect(answered).toBeGreaterThan(0);
    expect(failed).toBe(answered);
  });
});
