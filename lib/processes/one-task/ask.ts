import { spawn } from 'node:child_process';
import os from 'node:os';
import { text } from 'node:stream/consumers';
import { LoamError, type ErrorCode } from '@/lib/core/errors';
import { programPath, projectPath } from '@/lib/core/paths';

interface Answer {
  readonly result?: unknown;
  readonly error?: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly fields?: Record<string, string>;
    readonly extra?: Record<string, unknown>;
  };
}

/**
 * Starts a bundled program for one task, with low priority, so that seconds of computing hold up nobody; gives what it answers, which the
 * caller knows the shape of. The signal ends it.
 * @throws LoamError as the task; `unavailable` where the process ended without an answer
 */
export async function askProgram(
  program: string,
  task: { readonly task: string },
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<unknown> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, [programPath(program)], {
    cwd: projectPath(),
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOAM_ROOT: projectPath(), NODE_ENV: process.env.NODE_ENV },
  });
  if (child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  const stop = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(task));
    const closed = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    signal?.throwIfAborted();
    if (out === '')
      throw new LoamError('unavailable', `The process for ${task.task} ended with ${code}. Try again.`, {
        cause: new Error(err.slice(-4000)),
      });
    const { result, error } = JSON.parse(out) as Answer;
    if (error)
      throw new LoamError(error.code, error.message, { fields: error.fields, extra: error.extra, cause: err ? new Error(err) : undefined });
    return result;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
