import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { projectPath, projectRoot } from '@/lib/core/paths';

/** A TypeScript program of the tests, running in a process of its own. */
export interface ChildProgram {
  readonly process: ChildProcess;
  /** The lines that it printed so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line, printed already or later, that the test accepts. Rejects when the program ends before. */
  line(accepts: (line: string, index: number) => boolean): Promise<string>;
  /** kill -9, then everything that it had printed before. */
  kill(): Promise<void>;
}

/** Starts a program, given by its path in the project. Node's own loader reads TypeScript through tsx. */
export function startProgram(source: string, args: readonly string[], env: Record<string, string> = {}): ChildProgram {
  const child = spawn(process.execPath, ['--import', 'tsx', projectPath(source), ...args], {
    cwd: projectRoot(),
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  let ended = false;
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    for (const watcher of watchers) watcher();
  });
  const closed = once(child, 'close').then(() => {
    ended = true;
    for (const watcher of watchers) watcher();
  });
  return {
    process: child,
    lines,
    line: (accepts) =>
      new Promise((resolve, reject) => {
        const watcher = (): void => {
          const found = lines.find(accepts);
          if (found === undefined && !ended) return;
          watchers.delete(watcher);
          if (found === undefined) reject(new Error(`${source} ended early. ${complaint}`));
          else resolve(found);
        };
        watchers.add(watcher);
        watcher();
      }),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
