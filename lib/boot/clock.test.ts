import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '@/lib/core/clock';
import { clockOf, refuseMovedClock } from './clock';

const folder = mkdtempSync(path.join(os.tmpdir(), 'loam-clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is the system’s, unless a test named a file that moves it', () => {
  expect(clockOf({})).toBe(systemClock);
  const file = path.join(folder, 'ahead');
  const clock = clockOf({ LOAM_TEST_CLOCK: file });
  const ahead = () => Math.round((clock.now().getTime() - systemClock.now().getTime()) / 1000);
  expect(ahead()).toBeCloseTo(0);
  writeFileSync(file, '86400000');
  expect(ahead()).toBe(86_400);
  writeFileSync(file, 'soon');
  expect(ahead()).toBeCloseTo(0);
});

it('is never moved for a server that other machines reach', () => {
  expect(() => refuseMovedClock({ LOAM_TEST_CLOCK: 'ahead', HOST: '0.0.0.0' })).toThrow('for tests');
  expect(() => refuseMovedClock({ LOAM_TEST_CLOCK: 'ahead', HOST: '127.0.0.1' })).not.toThrow();
  expect(() => refuseMovedClock({ HOST: '0.0.0.0' })).not.toThrow();
});
