// Installing and building change the project's folder, so one process at a time does either.
//
// Files `<name>.<number>` name their holders. The highest number counts; it is marked as released, never
// removed by its holder, and whoever finds it released or its processes gone creates the next number,
// which the file system lets only one of several do.
import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMarker } from './fingerprint.mjs';
import { identify, isAlive } from './process-identity.mjs';

/**
 * Takes the lock, or undefined where a running process has it.
 * @param {string} folder where the lock's files lie
 * @param {string} name
 * @returns {{ guard(pid: number): void, release(): void } | undefined} guard: keep the lock held while this
 *   child runs too, so that a build that outlives a killed launcher is waited for
 */
export function tryLock(folder, name) {
  mkdirSync(folder, { recursive: true });
  const highest = numbersOf(folder, name).at(-1) ?? 0;
  if (highest > 0 && isHeld(folder, name, highest)) return undefined;
  const number = highest + 1;
  const file = path.join(folder, `${name}.${number}`);
  const holders = [identify()];
  if (!createWhole(file, { holders })) return undefined;
  if (numbersOf(folder, name).at(-1) !== number) {
    rmSync(file, { force: true });
    return undefined;
  }
  for (const older of numbersOf(folder, name).filter((each) => each < number))
    rmSync(path.join(folder, `${name}.${older}`), { force: true });
  return {
    guard(pid) {
      holders.push(identify(pid));
      replaceWhole(file, { holders });
    },
    release: () => replaceWhole(file, { holders: [] }),
  };
}

/** The process numbers that hold the lock now. */
export function lockHolders(folder, name) {
  const highest = numbersOf(folder, name).at(-1);
  const content = highest && readMarker(path.join(folder, `${name}.${highest}`));
  return (content?.holders ?? []).filter(isAlive).map(({ pid }) => pid);
}

/**
 * Waits for the lock, at most `timeout` milliseconds. Throws afterwards.
 * @param {{ folder: string, name: string, timeout?: number, onWait: (pids: number[]) => void }} options onWait: called once, when somebody else has it
 */
export async function waitForLock({ folder, name, timeout = 30 * 60_000, onWait }) {
  const end = performance.now() + timeout;
  let told = false;
  for (;;) {
    const lock = tryLock(folder, name);
    if (lock) return lock;
    const holders = lockHolders(folder, name);
    if (!told && holders.length > 0) onWait(holders);
    told ||= holders.length > 0;
    if (performance.now() > end) throw new Error(`process ${holders.join(', ')} still holds the lock ${name} in ${folder}`);
    await sleep(200);
  }
}

/** The lock files' numbers, lowest first. */
function numbersOf(folder, name) {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`) && /^\d+$/.test(file.slice(name.length + 1)))
    .map((file) => Number(file.slice(name.length + 1)))
    .sort((a, b) => a - b);
}

function isHeld(folder, name, number) {
  const content = readMarker(path.join(folder, `${name}.${number}`));
  return content !== undefined && content.holders.some(isAlive);
}

/** Creates a file with its content in one step; false where it exists already. */
function createWhole(file, content) {
  const draft = `${file}.draft-${process.pid}`;
  writeFileSync(draft, JSON.stringify(content));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replaceWhole(file, content) {
  const draft = `${file}.draft-${process.pid}`;
  writeFileSync(draft, JSON.stringify(content));
  renameSync(draft, file);
}
