import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import { dataFolderHolder, lockDataFolder } from './data-folder-lock';
import { runningServer } from './running-server';
import { readServerFile, removeServerFile, writeServerFile } from './server-file';
import { placeEmbeddedCopy } from './testing';
import { type ChildProgram, startProgram } from './testing/child-program';
import { killDuringWrites } from './testing/kill-rounds';

const holder = 'db/testing/programs/hold-folder.ts';
let dataDir = '';
const children: ChildProgram[] = [];

const start = (...args: Parameters<typeof startProgram>): ChildProgram => {
  const child = startProgram(...args);
  children.push(child);
  return child;
};

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'loam-lock-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await rm(dataDir, { recursive: true, force: true });
});

describe('the lock of the data folder', () => {
  test('keeps a second owner out, in the same process too, until it is released', async () => {
    const lock = await lockDataFolder(dataDir);
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({ code: 'conflict', extra: { pid: process.pid } });
    await lock.release();
    expect(await dataFolderHolder(dataDir)).toBeUndefined();
    await (await lockDataFolder(dataDir)).release();
    expect((await readdir(dataDir)).filter((name) => name.startsWith('lock'))).toEqual(['lock.000002']);
  });

  test('names the other process and its address', async () => {
    const child = start(holder, [dataDir]);
    await child.line((line) => line === 'held');
    const pid = child.process.pid ?? 0;
    await writeServerFile(dataDir, { address: 'http://localhost:3999', pid, token: 'secret' });
    expect(await runningServer(dataDir)).toMatchObject({ address: 'http://localhost:3999' });
    const refusal: unknown = await lockDataFolder(dataDir).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'conflict', extra: { pid, address: 'http://localhost:3999' } });
    expect((refusal as Error).message).toContain(`process ${pid}`);
    expect((refusal as Error).message).not.toContain('secret');
    const second = start(holder, [dataDir]);
    expect(await second.line(() => true)).toMatch(new RegExp(`^refused .*process ${pid}`));
  });

  test('is free at once when its process was killed', async () => {
    const child = start(holder, [dataDir]);
    await child.line((line) => line === 'held');
    await writeServerFile(dataDir, { address: 'http://localhost:3999', pid: child.process.pid ?? 0, token: 'secret' });
    await child.kill();
    expect(await runningServer(dataDir)).toBeUndefined();
    await (await lockDataFolder(dataDir)).release();
  });

  test('is not held by a later process that got the same number', async () => {
    await (await lockDataFolder(dataDir)).release();
    const file = path.join(dataDir, 'lock.000001');
    const content = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...content, released: false, began: '1' }));
    await (await lockDataFolder(dataDir)).release();
  });

  test('of another machine counts until it has been silent for a minute', async () => {
    const clock = fixedClock(new Date('2026-01-01T00:00:00Z'));
    const file = path.join(dataDir, 'lock.000001');
    await writeFile(file, JSON.stringify({ id: 'x', pid: 1, space: 'elsewhere', began: '1' }));
    await utimes(file, clock.now(), clock.now());
    clock.advance(59_000);
    await expect(lockDataFolder(dataDir, clock)).rejects.toThrow('on another machine');
    clock.advance(2_000);
    await (await lockDataFolder(dataDir, clock)).release();
  });

  test('goes to one of many that inherit it at once', async () => {
    await writeFile(path.join(dataDir, 'lock.000007'), JSON.stringify({ id: 'x', released: true, pid: 1, space: '', began: '' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => lockDataFolder(dataDir)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('lock'))).toHaveLength(1);
  });

  test('goes to one of several processes that start together', async () => {
    const started = Array.from({ length: 4 }, () => start(holder, [dataDir]));
    const answers = await Promise.all(started.map((child) => child.line(() => true)));
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
  });
});

describe("the server's file", () => {
  test('is readable by its user alone, comes back, and goes', async () => {
    const server = { address: 'http://localhost:3000', pid: 12, token: 't' };
    await writeServerFile(dataDir, server);
    expect((await stat(path.join(dataDir, 'server.json'))).mode & 0o777).toBe(0o600);
    expect(await readServerFile(dataDir)).toEqual(server);
    expect(await runningServer(dataDir)).toBeUndefined();
    await writeFile(path.join(dataDir, 'server.json'), '{"address":');
    expect(await readServerFile(dataDir)).toBeUndefined();
    await removeServerFile(dataDir);
    await removeServerFile(dataDir);
  });
});

test('kill -9 during writes loses no acknowledged row', async () => {
  await placeEmbeddedCopy(dataDir);
  const { acknowledged, lost } = await killDuringWrites(dataDir, 3, createRng(20_26));
  expect(acknowledged).toBeGreaterThan(90);
  expect(lost).toEqual([]);
});
