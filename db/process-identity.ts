import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Where process numbers mean the same: one boot of one machine, and on Linux one container. */
  readonly space: string;
  /** When the process began, as the system says it; empty where it does not. */
  readonly began: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, space: ownSpace(), began: beginningOf(process.pid) ?? '' };
}

/** Whether a process still runs: `unknown` where it belongs to another machine or container. */
export function isRunning({ pid, space, began }: ProcessIdentity): boolean | 'unknown' {
  if (space !== ownSpace()) return 'unknown';
  const found = beginningOf(pid);
  return found !== undefined && found === began;
}

function ownSpace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** The beginning of a running process; undefined where there is none with that number. */
function beginningOf(pid: number): string | undefined {
  if (process.platform === 'linux') return beginningOnLinux(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  if (process.platform === 'win32') return '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function beginningOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program's name, may hold spaces and brackets: count from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    // A killed process stays listed as a zombie until its parent asks for it.
    return state === 'Z' || state === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
