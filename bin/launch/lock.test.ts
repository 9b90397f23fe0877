import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockHolders, tryLock, waitForLock } from './lock.mjs';
import { identify, isAlive } from './process-identity.mjs';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'loam-lock-'));
});

afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  rmSync(folder, { recursive: true, force: true });
});

/** A process that takes the lock, says so on its output, and stays. */
async function holder(): Promise<ChildProcess & { pid: number }> {
  const script = `const { tryLock } = await import(${JSON.stringify(pathToFileURL(path.resolve('bin/launch/lock.mjs')).href)});
    console.log(tryLock(${JSON.stringify(folder)}, 'prepare') ? 'held' : 'refused');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(said).trim()).toBe('held');
  return child as ChildProcess & { pid: number };
}

test('one at a time, and again after the release', () => {
  const first = tryLock(folder, 'prepare');
  expect(first).toBeDefined();
  expect(tryLock(folder, 'prepare')).toBeUndefined();
  expect(tryLock(folder, 'other')).toBeDefined();
  first?.release();
  expect(tryLock(folder, 'prepare')).toBeDefined();
});

test('another process is refused and told who has it; a killed holder does not block', async () => {
  const child = await holder();
  expect(tryLock(folder, 'prepare')).toBeUndefined();
  expect(lockHolders(folder, 'prepare')).toEqual([child.pid]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(tryLock(folder, 'prepare')).toBeDefined();
});

test('a killed holder’s child, still at work, keeps the lock', async () => {
  const child = await holder();
  const lock = tryLock(folder, 'build');
  lock?.guard(child.pid);
  // As if this process were gone: only the guarded child is left.
  const file = path.join(folder, readdirSync(folder).find((name) => name.startsWith('build.')) ?? '');
  writeFileSync(file, JSON.stringify({ holders: [identify(child.pid)] }));
  expect(tryLock(folder, 'build')).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(tryLock(folder, 'build')).toBeDefined();
});

test('whoever waits is told once, and gets the lock when it is free', async () => {
  const child = await holder();
  const told: number[][] = [];
  const waiting = waitForLock({
    folder,
    name: 'prepare',
    onWait: (pids: number[]) => {
      told.push(pids);
      child.kill('SIGKILL');
    },
  });
  const lock = await waiting;
  expect(told).toEqual([[child.pid]]);
  lock.release();
});

test('waiting ends some time', async () => {
  await holder();
  await expect(waitForLock({ folder, name: 'prepare', timeout: 50, onWait: () => undefined })).rejects.toThrow(/still holds the lock/);
});

test('a lock file that was cut off does not block', () => {
  writeFileSync(path.join(folder, 'prepare.7'), '{"hold');
  expect(tryLock(folder, 'prepare')).toBeDefined();
  expect(readdirSync(folder)).toEqual(['prepare.8']);
});

test('of many at once exactly one gets it', () => {
  const locks = Array.from({ length: 20 }, () => tryLock(folder, 'prepare'));
  expect(locks.filter(Boolean)).toHaveLength(1);
});

test.runIf(process.platform === 'linux')('a process with a used-up number is not its predecessor', () => {
  const self = identify();
  expect(isAlive(self)).toBe(true);
  expect(isAlive({ ...self, started: 'another boot:1' })).toBe(false);
});

test('a process of another machine counts as running', () => {
  expect(isAlive({ pid: 1, host: 'elsewhere', started: undefined })).toBe(true);
});
