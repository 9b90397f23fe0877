import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readText } from './read-text';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-text-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (content: string | Uint8Array): Promise<string> => {
  const name = path.join(folder, 'text.txt');
  await writeFile(name, content);
  return name;
};

it('reads a text with line ends of any kind', async () => {
  const text = await readText(await file(`\ufeffone  \r\ntwo\t\rthree\n${'x'.repeat(3000)}\n\n`));
  expect(text).toBe(`one\ntwo\nthree\n${'x'.repeat(3000)}`);
});

it.each<[string, () => Promise<string>, string, string]>([
  ['a missing file', () => Promise.resolve(path.join(folder, 'nowhere.txt')), 'not_found', 'check its path'],
  ['a folder', () => Promise.resolve(folder), 'not_found', 'is a folder'],
  ['an empty file', () => file(' \n\n'), 'no_material', 'is empty'],
  ['a short text', () => file('It was a dark night.'), 'unprocessable', '20 characters'],
  ['bytes that are no UTF-8', () => file(Uint8Array.from({ length: 5000 }, () => 0xff)), 'unprocessable', 'not UTF-8'],
  ['a binary file', () => file(new Uint8Array(5000)), 'unprocessable', 'zero bytes'],
])('refuses %s', async (_, make, code, message) => {
  await expect(readText(await make())).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
});
