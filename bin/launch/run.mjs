import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, root } from './project.mjs';

const running = new Set();

/** Ctrl-C and friends end the launcher; its children go first. Called once by each launcher that runs steps. */
export function endChildrenWithMe() {
  for (const [signal, status] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.once(signal, () => {
      for (const child of running) killGroup(child, 'SIGTERM');
      process.exit(status);
    });
  }
}

/** Signals a child that was started as the leader of its own group, and everything that it started. */
export function killGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, log?: string, show?: boolean, cwd?: string, timeout?: number, onStart?: (pid: number) => void }} [options]
 *   log: a file that gets all output; show: print it as well; timeout in milliseconds
 * @returns {Promise<{ status: number, output: string, seconds: number }>} status 128 + signal where a signal ended it; output: its last 200,000 characters
 */
export function run(command, args, { env = {}, log, show = false, cwd = root, timeout, onStart } = {}) {
  const began = performance.now();
  if (log) mkdirSync(path.dirname(log), { recursive: true });
  const file = log && createWriteStream(log);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd,
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    const timer = timeout && setTimeout(() => killGroup(child, 'SIGKILL'), timeout);
    const take = (stream) => (chunk) => {
      output = (output + chunk).slice(-200_000);
      file?.write(chunk);
      if (show) stream.write(chunk);
    };
    const finish = (status) => {
      running.delete(child);
      clearTimeout(timer);
      file?.end();
      resolve({ status, output, seconds: (performance.now() - began) / 1000 });
    };
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    child.once('spawn', () => {
      running.add(child);
      onStart?.(child.pid);
    });
    child.once('error', (error) => {
      output += `\n${command}: ${error.message}`;
      finish(127);
    });
    child.once('close', (code, signal) => finish(code ?? 128 + (signal === 'SIGKILL' ? 9 : 15)));
  });
}

/** Runs a script with the Node that runs this one. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** The script behind a command of an installed package, as a path for {@link runNode}. */
export function packageScript(...segments) {
  return path.join(root, 'node_modules', ...segments);
}
