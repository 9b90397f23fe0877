import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ResidentMemory {
  readonly current: number;
  readonly peak: number;
}

/** How this host tells the resident memory of another process. */
export type MemoryReading = 'proc' | 'ps' | 'none';

export function memoryReading(platform: NodeJS.Platform = process.platform): MemoryReading {
  if (platform === 'linux') return 'proc';
  return platform === 'win32' ? 'none' : 'ps';
}

/**
 * Bytes of a process that are in memory now and at most so far (where only the present is known,
 * both are the present). Undefined once the process is gone or where the host cannot tell.
 */
export async function residentMemory(pid: number): Promise<ResidentMemory | undefined> {
  switch (memoryReading()) {
    case 'proc':
      return fromStatus(readIfThere(`/proc/${pid}/status`));
    case 'ps': {
      const kibibytes = await run('ps', ['-o', 'rss=', '-p', String(pid)]).then(
        ({ stdout }) => Number(stdout.trim()),
        () => 0,
      );
      return kibibytes > 0 ? { current: kibibytes * 1024, peak: kibibytes * 1024 } : undefined;
    }
    case 'none':
      return undefined;
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function fromStatus(status: string): ResidentMemory | undefined {
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  const current = kibibytes('VmRSS');
  return current > 0 ? { current: current * 1024, peak: kibibytes('VmHWM') * 1024 } : undefined;
}
