import { spawn } from 'node:child_process';
import os from 'node:os';
import { text } from 'node:stream/consumers';
import { LoamError, type ErrorCode } from '@/lib/core/errors';
import { programPath, projectPath } from '@/lib/core/paths';
import type { TaskName, TaskOf, TaskResults } from './protocol';

export { reciprocalRank } from './reciprocal-rank';
export type { EmbedderDataResult, HeldOut, HeldOutPassage, SearchSet, SearchSets, WriterDataResult } from './protocol';

interface Answer<Name extends TaskName> {
  readonly result?: TaskResults[Name];
  readonly error?: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly fields?: Record<string, string>;
    readonly extra?: Record<string, unknown>;
  };
}

/**
 * Does what takes seconds of computing – learning a vocabulary, cutting texts into tokens, packing a model – in a process of its own, with
 * low priority, so that it holds up nobody. The signal ends it.
 * @throws LoamError as the task; `unavailable` where the process ended without an answer
 */
export async function atWorkbench<Name extends TaskName>(
  task: TaskOf<Name>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<TaskResults[Name]> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, [programPath('workbench')], {
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
    const { result, error } = JSON.parse(out) as Answer<Name>;
    if (error)
      throw new LoamError(error.code, error.message, { fields: error.fields, extra: error.extra, cause: err ? new Error(err) : undefined });
    return result as TaskResults[Name];
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
