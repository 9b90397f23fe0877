import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { completeLock, missingFromLock, platformOf } from './complete-lock.mjs';

const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { resolved?: string; hasInstallScript?: boolean }>;
};
const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  allowScripts: Record<string, boolean>;
};

test('the lock file names every package of every platform, so that `npm ci` accepts it (node bin/complete-lock.mjs)', () => {
  expect(missingFromLock(lock.packages)).toEqual([]);
});

test('the lock file names no registry, so that each machine uses its own', () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved)).toEqual([]);
});

test('every package with an install script is known, and none may run it', () => {
  const withScript = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript);
  const names = new Set(withScript.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  expect([...names].filter((name) => manifest.allowScripts[name] !== false)).toEqual([]);
});

const incomplete = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { compiler: '1.0.0' } },
    'node_modules/compiler': {
      version: '1.0.0',
      dev: true,
      dependencies: { inner: '^1.0.0' },
      optionalDependencies: { '@compiler/darwin-arm64': '1.0.0' },
    },
    'node_modules/compiler/node_modules/inner': { version: '1.2.0' },
  },
};

test('a missing platform package is found and written in', () => {
  expect(missingFromLock(incomplete.packages)).toEqual([
    { from: 'node_modules/compiler', name: '@compiler/darwin-arm64', range: '1.0.0', optional: true },
  ]);
  const complete = completeLock(incomplete);
  expect(missingFromLock(complete.packages)).toEqual([]);
  expect(complete.packages['node_modules/@compiler/darwin-arm64']).toEqual({
    version: '1.0.0',
    cpu: ['arm64'],
    os: ['darwin'],
    dev: true,
    optional: true,
  });
});

test('a package that is missing for another reason is not made up', () => {
  const broken = { packages: { '': { dependencies: { gone: '1.0.0' } } } };
  expect(() => completeLock(broken)).toThrow('run npm install');
});

test('platforms are read from the end of a name', () => {
  expect(platformOf('@next/swc-linux-x64-musl')).toEqual({ cpu: ['x64'], os: ['linux'], libc: ['musl'] });
  expect(platformOf('@next/swc-win32-arm64-msvc')).toEqual({ cpu: ['arm64'], os: ['win32'] });
  expect(platformOf('@oxc-parser/binding-linux-arm-gnueabihf')).toEqual({ cpu: ['arm'], os: ['linux'], libc: ['glibc'] });
  expect(platformOf('@tailwindcss/oxide-wasm32-wasi')).toEqual({ cpu: ['wasm32'] });
  expect(platformOf('stemmer')).toBeUndefined();
});
