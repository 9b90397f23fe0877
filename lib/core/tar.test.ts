import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { ArchiveError, padding, readTar, tarEnd, tarHeader } from './tar';

const rng = createRng(3);
const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => rng.int(256));
const longName = `${'folder/'.repeat(15)}${'n'.repeat(60)}`;
const files = [
  { name: 'empty', content: new Uint8Array() },
  { name: 'a/b.bin', content: random(511) },
  { name: 'whole block', content: random(512) },
  { name: longName, content: random(70_000) },
];
const archive = Buffer.concat([
  ...files.flatMap(({ name, content }) => [tarHeader(name, content.length), content, padding(content.length)]),
  tarEnd(),
]);

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Uint8Array, size: number): Promise<{ name: string; content: Uint8Array }[]> {
  const found = [];
  for await (const { name, body } of readTar(pieces(bytes, size))) {
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    found.push({ name, content: new Uint8Array(Buffer.concat(parts)) });
  }
  return found;
}

test.each([1, 500, 512, 65_536])('files come back from pieces of %i bytes', async (size) => {
  expect(await readAll(archive, size)).toEqual(files);
});

test('files that were not read are skipped', async () => {
  const names = [];
  for await (const { name } of readTar(pieces(archive, 1000))) names.push(name);
  expect(names).toEqual(files.map(({ name }) => name));
});

test('tar itself reads the archive', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loam-tar-'));
  writeFileSync(path.join(folder, 'a.tar'), archive);
  execFileSync('tar', ['-xf', 'a.tar'], { cwd: folder });
  for (const { name, content } of files) expect(new Uint8Array(readFileSync(path.join(folder, name)))).toEqual(content);
  rmSync(folder, { recursive: true });
});

test.each([
  ['cut off', archive.subarray(0, 2000)],
  ['cut off before its end', archive.subarray(0, archive.length - 1024)],
  ['with a damaged header', Uint8Array.from(archive, (byte, index) => (index === 3 ? byte ^ 1 : byte))],
  ['that is something else', new TextEncoder().encode('no archive '.repeat(100))],
])('an archive %s is refused', async (_what, bytes) => {
  await expect(readAll(bytes, 4096)).rejects.toBeInstanceOf(ArchiveError);
});

test('names and sizes that do not fit are refused', () => {
  expect(() => tarHeader('x'.repeat(101), 1)).toThrow(RangeError);
  expect(() => tarHeader('x', 8 ** 11)).toThrow(RangeError);
});
