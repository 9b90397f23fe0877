import { link, mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { systemClock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { type ProcessIdentity, isRunning, ownIdentity } from './process-identity';
import { readServerFile } from './server-file';

/*
 * Two processes on one embedded database lose data without an error, so one process owns the folder.
 *
 * Files `lock.<number>` name their owner; the highest number counts, and it is never taken away but
 * marked as released. Whoever finds it released or its process gone creates the next number, which the
 * file system lets one of several do. So a lock left by a killed process is recognised at once, and no
 * two processes can both believe they inherited it.
 */

export interface DataFolderLock {
  readonly dataDir: string;
  release(): Promise<void>;
}

interface LockFile extends ProcessIdentity {
  readonly id: string;
  readonly released?: boolean;
}

interface FoundLock {
  readonly number: number;
  readonly file: string;
  readonly content: LockFile;
}

const beatMilliseconds = 5_000;
/** A holder on another machine or in another container counts as gone when its lock was not touched for so long. */
const silentMilliseconds = 60_000;

/**
 * Takes the data folder for this process, making the folder where it is missing.
 * Throws `conflict` with the holder's process number and address where another process has it.
 */
export async function lockDataFolder(dataDir: string, clock: Clock = systemClock): Promise<DataFolderLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const content: LockFile = { id: newId(), ...ownIdentity() };
  for (;;) {
    const found = await highestLock(dataDir);
    if (found && (await isHeld(found, clock))) throw await refusal(dataDir, found.content);
    const number = (found?.number ?? 0) + 1;
    const file = lockPath(dataDir, number);
    if (!(await createWhole(file, content))) continue;
    if ((await highestLock(dataDir))?.content.id !== content.id) {
      await rm(file, { force: true });
      continue;
    }
    await removeOlder(dataDir, number);
    return hold(dataDir, file, content, clock);
  }
}

/** Who has the data folder; undefined where nobody has. */
export async function dataFolderHolder(dataDir: string, clock: Clock = systemClock): Promise<{ pid: number } | undefined> {
  const found = await highestLock(dataDir);
  return found && (await isHeld(found, clock)) ? { pid: found.content.pid } : undefined;
}

function hold(dataDir: string, file: string, content: LockFile, clock: Clock): DataFolderLock {
  const beat = setInterval(() => {
    utimes(file, clock.now(), clock.now()).catch(() => clearInterval(beat));
  }, beatMilliseconds).unref();
  return {
    dataDir,
    async release() {
      clearInterval(beat);
      await replaceWhole(file, { ...content, released: true });
    },
  };
}

async function isHeld({ file, content }: FoundLock, clock: Clock): Promise<boolean> {
  if (content.released) return false;
  const running = isRunning(content);
  if (running !== 'unknown') return running;
  const { mtimeMs } = await stat(file);
  return clock.now().getTime() - mtimeMs < silentMilliseconds;
}

async function refusal(dataDir: string, holder: LockFile): Promise<LoamError> {
  const server = await readServerFile(dataDir);
  const address = server?.pid === holder.pid ? server.address : undefined;
  const elsewhere = isRunning(holder) === 'unknown' ? ', on another machine or in another container' : '';
  return new LoamError(
    'conflict',
    `The data folder ${dataDir} is in use by process ${holder.pid}${elsewhere}${address ? `, which serves ${address}` : ''}. ` +
      'Stop that process, or set LOAM_DATA_DIR to another folder.',
    { extra: { pid: holder.pid, ...(address ? { address } : {}) } },
  );
}

const lockName = /^lock\.(\d{6,})$/;

function lockPath(dataDir: string, number: number): string {
  return path.join(/* turbopackIgnore: true */ dataDir, `lock.${String(number).padStart(6, '0')}`);
}

async function lockNumbers(dataDir: string): Promise<number[]> {
  const names = await readdir(dataDir);
  return names.flatMap((name) => lockName.exec(name)?.[1] ?? []).map(Number);
}

async function highestLock(dataDir: string): Promise<FoundLock | undefined> {
  for (;;) {
    const numbers = await lockNumbers(dataDir).catch(unlessMissing<number[]>([]));
    if (numbers.length === 0) return undefined;
    const number = Math.max(...numbers);
    const file = lockPath(dataDir, number);
    const source = await readFile(file, 'utf8').catch(unlessMissing<undefined>(undefined));
    // A newer one has taken its place meanwhile.
    if (source === undefined) continue;
    return { number, file, content: JSON.parse(source) as LockFile };
  }
}

async function removeOlder(dataDir: string, number: number): Promise<void> {
  const older = (await lockNumbers(dataDir)).filter((other) => other < number);
  await Promise.all(older.map((other) => rm(lockPath(dataDir, other), { force: true })));
}

/** Creates a file with all of its content at once; false where it exists. */
async function createWhole(file: string, content: LockFile): Promise<boolean> {
  const unfinished = `${file}.${content.id}`;
  await writeFile(unfinished, JSON.stringify(content), { mode: 0o600 });
  try {
    await link(unfinished, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function replaceWhole(file: string, content: LockFile): Promise<void> {
  const unfinished = `${file}.${content.id}`;
  await writeFile(unfinished, JSON.stringify(content), { mode: 0o600 });
  await rename(unfinished, file);
}

function unlessMissing<T>(fallback: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  };
}
