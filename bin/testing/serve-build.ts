import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readServerFile } from '@/db/server-file';
import { claimablePort } from '../launch/port.mjs';
import { startServer } from '../launch/server.mjs';

/** The built server, running on a data folder and a free port of the loopback interface. */
export interface ServedBuild {
  /** As in `http://127.0.0.1:43210`. */
  readonly address: string;
  readonly pid: number;
  /** The local token: acts as the operator of this machine. */
  readonly token: string;
  readonly readySeconds: number;
  /** Calls the API with the local token; a body is sent as JSON. */
  call(method: 'GET' | 'POST', url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The last lines that the server printed. */
  output(): string;
  /** Ends the server's process as a power cut would, and resolves once it is gone. */
  killOutright(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves the existing build. Throws with what the server printed where it does not answer within three minutes.
 * @param options.env set on top of this process's environment; undefined takes a variable away
 */
export async function serveBuild({
  dataDir,
  env = {},
}: {
  dataDir: string;
  env?: Record<string, string | undefined>;
}): Promise<ServedBuild> {
  const host = '127.0.0.1';
  const port = await claimablePort(host, 0);
  const lines: string[] = [];
  const output = () => lines.slice(-60).join('\n');
  const began = performance.now();
  const server = startServer({
    host,
    port,
    dataDir,
    env: { DATABASE_URL: undefined, NODE_OPTIONS: undefined, ...env },
    onOutput: (line: string) => void lines.push(line),
  });
  const { pid } = server;
  if (pid === undefined || !(await server.ready(180_000))) {
    await server.stop();
    throw new Error(`the built server did not answer:\n${output()}`);
  }
  const readySeconds = (performance.now() - began) / 1000;
  const file = await readServerFile(dataDir);
  if (file?.pid !== pid) throw new Error(`process ${pid} serves, but the data folder names ${file?.pid}`);
  const { token } = file;
  const address = `http://${host}:${port}`;
  return {
    address,
    pid,
    token,
    readySeconds,
    output,
    call: (method, url, body, headers = {}) =>
      fetch(`${address}${url}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    async killOutright() {
      process.kill(pid, 'SIGKILL');
      await server.ended;
    },
    async stop() {
      await server.stop();
    },
  };
}

/** Gives work an empty data folder, which goes when the work is done. */
export async function withDataFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-served-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
