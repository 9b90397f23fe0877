import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';

let folder = '';
const packages = {
  '': { name: 'project' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/@elsewhere/darwin': { version: '1.0.0', optional: true },
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'loam-install-'));
  write('package-lock.json', { packages });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), JSON.stringify(content));
}

/** What npm leaves behind when it is done. */
function installByHand(version = '1.0.0'): void {
  write('node_modules/a/package.json', { version });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version } } });
}

test('a fresh clone is not installed, nor is a folder that an interrupted install left', () => {
  expect(isInstalled(folder)).toBe(false);
  write('node_modules/a/package.json', { version: '1.0.0' });
  expect(isInstalled(folder)).toBe(false);
});

test('an install by hand is accepted, without the packages of other platforms', () => {
  installByHand();
  expect(isInstalled(folder)).toBe(true);
});

test('a package of another version, or one that is gone, is not accepted', () => {
  installByHand('1.0.1');
  expect(isInstalled(folder)).toBe(false);
  installByHand();
  rmSync(path.join(folder, 'node_modules', 'a'), { recursive: true });
  expect(isInstalled(folder)).toBe(false);
});

test('a changed lock file asks for a new install', () => {
  installByHand();
  expect(isInstalled(folder)).toBe(true);
  write('package-lock.json', { packages: { ...packages, 'node_modules/b': { version: '2.0.0' } } });
  expect(isInstalled(folder)).toBe(false);
});

test('a marker from another Node, platform or lock file does not count', () => {
  write('node_modules/.loam-installed.json', { fingerprint: 'of something else' });
  expect(isInstalled(folder)).toBe(false);
});
