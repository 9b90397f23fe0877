import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { reachableHost } from './port.mjs';
import { childEnvironment, root } from './project.mjs';
import { killGroup, packageScript } from './run.mjs';
import { noteServing } from './serving.mjs';

const graceMilliseconds = 15_000;
const banner = /^\s*(▲ Next\.js|- (Local|Network|Environments):|✓ (Starting|Ready)|$)/;

/**
 * Starts the built server.
 * @param {{ host: string, port: number, dataDir: string, env?: Record<string, string | undefined>, onOutput?: (line: string) => void }} options
 * @returns `ready(milliseconds)`: resolves with true once /health answers, with false where the server ended or time is over;
 *   `ended`: resolves with the exit status; `stop()`: asks it to end, insists after 15 s, and resolves as `ended` does
 */
export function startServer({ host, port, dataDir, env = {}, onOutput = (line) => process.stdout.write(`${line}\n`) }) {
  const preload = pathToFileURL(path.join(import.meta.dirname, 'end-with-launcher.mjs')).href;
  const args = ['--import', preload, packageScript('next', 'dist', 'bin', 'next'), 'start', '-H', host, '-p', String(port)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: childEnvironment({
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: host,
      LOAM_DATA_DIR: dataDir,
      LOAM_LAUNCHER: String(process.pid),
      ...env,
    }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches the launcher alone, which passes it on once.
    detached: process.platform !== 'win32',
  });
  const forget = noteServing(child.pid, port);
  byLine(child.stdout, (line) => banner.test(line) || onOutput(line));
  byLine(child.stderr, onOutput);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      forget();
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 143));
    });
  });
  let over = false;
  void ended.then(() => (over = true));
  return {
    pid: child.pid,
    ended,
    async ready(milliseconds) {
      const end = performance.now() + milliseconds;
      while (!over && performance.now() < end) {
        if ((await healthy(host, port)) && !over) return true;
        await Promise.race([sleep(100), ended]);
      }
      return false;
    },
    async stop() {
      if (!over) child.kill('SIGTERM');
      const insist = setTimeout(() => killGroup(child, 'SIGKILL'), graceMilliseconds);
      const status = await ended;
      clearTimeout(insist);
      return status;
    },
    kill: () => killGroup(child, 'SIGKILL'),
  };
}

async function healthy(host, port) {
  const name = reachableHost(host);
  try {
    const response = await fetch(`http://${name.includes(':') ? `[${name}]` : name}:${port}/health`, {
      signal: AbortSignal.timeout(60_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function byLine(stream, take) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    lines.forEach(take);
  });
  stream.on('end', () => rest && take(rest));
}
