import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, readMarker, removeMarker, writeMarker } from './fingerprint.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'loam-fingerprint-'));
  mkdirSync(path.join(folder, 'src', 'inner'), { recursive: true });
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'a');
  writeFileSync(path.join(folder, 'src', 'inner', 'b.ts'), 'b');
  writeFileSync(path.join(folder, 'lock.json'), '{}');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sources = ['src', 'lock.json', 'not-there'];

test('the same files give the same fingerprint, whatever order they are named in', () => {
  expect(fingerprint(folder, sources)).toBe(fingerprint(folder, ['lock.json', 'src']));
});

test('a changed, added, renamed or removed file changes it', () => {
  const seen = new Set([fingerprint(folder, sources)]);
  const change = (act: () => void) => {
    act();
    seen.add(fingerprint(folder, sources));
  };
  change(() => writeFileSync(path.join(folder, 'src', 'a.ts'), 'A'));
  change(() => writeFileSync(path.join(folder, 'src', 'c.ts'), ''));
  change(() => rmSync(path.join(folder, 'src', 'a.ts')));
  change(() => writeFileSync(path.join(folder, 'src', 'd.ts'), 'A'));
  expect(seen.size).toBe(5);
});

test('a letter that moves from one file into the next changes it', () => {
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'xy');
  writeFileSync(path.join(folder, 'src', 'b.ts'), 'z');
  const before = fingerprint(folder, ['src']);
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'x');
  writeFileSync(path.join(folder, 'src', 'b.ts'), 'yz');
  expect(fingerprint(folder, ['src'])).not.toBe(before);
});

test('further facts count, and skipped files do not', () => {
  expect(fingerprint(folder, sources, { salt: 'v20' })).not.toBe(fingerprint(folder, sources, { salt: 'v22' }));
  const skip = (name: string) => name.endsWith('.test.ts');
  const before = fingerprint(folder, sources, { skip });
  writeFileSync(path.join(folder, 'src', 'a.test.ts'), 'new');
  expect(fingerprint(folder, sources, { skip })).toBe(before);
});

test('a marker is read back, leaves no draft behind, and is gone once removed', () => {
  const marker = path.join(folder, 'deep', 'marker.json');
  expect(readMarker(marker)).toBeUndefined();
  writeMarker(marker, { fingerprint: 'abc' });
  expect(readMarker(marker)).toEqual({ fingerprint: 'abc' });
  expect(readdirSync(path.dirname(marker))).toEqual(['marker.json']);
  removeMarker(marker);
  expect(readMarker(marker)).toBeUndefined();
});

test('a marker that was cut off counts as missing', () => {
  const marker = path.join(folder, 'marker.json');
  writeFileSync(marker, '{"fingerprint":"ab');
  expect(readMarker(marker)).toBeUndefined();
});
