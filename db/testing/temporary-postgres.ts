import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { newSecret } from '@/lib/core/ids';

export interface TemporaryPostgres {
  /** Of the maintenance database, as its superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The shell that runs the server takes it down when its standard input ends: even after a kill -9 of this process. */
const keeper = '"$1"/postgres -D "$2" & server=$!; read -r _; kill -INT $server; wait $server; rm -rf "$3"';

/**
 * Starts a PostgreSQL server of its own, on a free port of 127.0.0.1, with its files in a temporary
 * folder. It gives up durability for speed. As root it runs as `postgres` or `nobody`.
 */
export async function startTemporaryPostgres(binaries: string): Promise<TemporaryPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'loam-postgres-'));
  const password = newSecret();
  try {
    const identity = await unprivilegedIdentity();
    const passwordFile = path.join(folder, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (identity) for (const target of [passwordFile, folder]) await chown(target, identity.uid, identity.gid);
    await chmod(folder, 0o700);
    const data = path.join(folder, 'data');
    const initialize = [
      '-D',
      data,
      '-U',
      'loam',
      '--pwfile',
      passwordFile,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ];
    await promisify(execFile)(path.join(binaries, 'initdb'), initialize, { ...identity, cwd: folder });
    const port = await freePort();
    const settings = [
      `port = ${port}`,
      `unix_socket_directories = ''`,
      `listen_addresses = '127.0.0.1'`,
      'fsync = off',
      'max_connections = 200',
    ];
    await writeFile(path.join(data, 'postgresql.auto.conf'), settings.join('\n'));
    const server = spawn('/bin/sh', ['-c', keeper, 'postgres', binaries, data, folder], {
      ...identity,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const url = `postgres://loam:${password}@127.0.0.1:${port}/postgres`;
    await untilReady(url, server);
    return { url, stop: () => stop(server, folder) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.stdin?.end();
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}

async function unprivilegedIdentity(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await promisify(execFile)('id', [flag, name])).stdout)),
      );
      return { uid, gid };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  let output = '';
  server.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${output}`);
    const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await client`select 1`;
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end({ timeout: 1 });
    }
  }
  throw new Error(`PostgreSQL did not answer within 30 s: ${output}`);
}
