import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pause } from '@/lib/core/pause';

const fileName = 'trainer.pid';
const lookMilliseconds = 50;
/** A step of the largest networks, and its checkpoint, take less. */
const patience = 120_000;

/**
 * Makes this process the only trainer in a folder. One whose parent was killed still ends its step and writes a checkpoint there:
 * it is waited for, and ended where it does not end by itself.
 */
export async function becomeSoleOwner(folder: string, specFile: string): Promise<void> {
  const file = path.join(folder, fileName);
  const other = Number(await readFile(file, 'utf8').catch(() => ''));
  const deadline = performance.now() + patience;
  while (other > 0 && other !== process.pid && (await trains(other, specFile))) {
    if (performance.now() > deadline) process.kill(other, 'SIGKILL');
    await pause(lookMilliseconds);
  }
  await writeFile(file, String(process.pid));
}

/** Whether a process is a trainer with this specification, and not one that got its number later. */
async function trains(pid: number, specFile: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (commandLine === undefined) return process.platform !== 'linux';
  // A zombie has no command line any more.
  return commandLine.split('\0').includes(specFile);
}
