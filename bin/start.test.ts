import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type Server, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** Runs `npm start`'s script where it must stop before it installs or builds anything. */
function start(env: Record<string, string>) {
  const script = path.resolve(import.meta.dirname, 'start.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

test('a port in use gets a plain message before anything else happens', async () => {
  // The listener must answer while this process waits for the script: it lives in the kernel's queue until then.
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { status, stdout, stderr } = start({ PORT: String(port), HOST: '127.0.0.1' });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim()).toBe(`Port ${port} is in use by another program. Choose another port: PORT=${port + 1} npm start`);
});

test('a port that is no port, and a data folder that cannot be, are refused', () => {
  expect(start({ PORT: 'eighty' }).stderr).toContain('PORT must be a number from 0 to 65535, not "eighty".');
  expect(start({ LOAM_DATA_DIR: path.resolve(import.meta.filename, 'data') }).stderr).toContain(
    'Set LOAM_DATA_DIR to a folder that this user may write to.',
  );
});
