import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Names a process so that another one with the same number, later or on another machine, is not taken for it. */
export function identify(pid = process.pid) {
  return { pid, host: os.hostname(), started: startTime(pid) };
}

/** Whether the process that {@link identify} named still runs. A process of another machine counts as running. */
export function isAlive({ pid, host, started }) {
  if (host !== os.hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const now = startTime(pid);
  return now === undefined || started === undefined || now === started;
}

/** Linux tells when a process started, in ticks since boot, and which boot that was. Undefined elsewhere. */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return 'ended';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}
