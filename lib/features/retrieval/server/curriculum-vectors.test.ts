import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptVectors } from './curriculum-vectors';
import type { Embedder } from './embedder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-vectors-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An embedder that notes what it is asked. */
function noting(version: string): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  const vectorOf = (text: string) => {
    const values = [text.length, text.charCodeAt(0), -3].map((value) => value / Math.hypot(text.length, text.charCodeAt(0), 3));
    return Float32Array.from(values);
  };
  return { name: 'test', version, asked, embed: (texts) => Promise.resolve((asked.push(...texts), texts.map(vectorOf))) };
}

it('embeds each text once, and after a change only what is new', async () => {
  const first = noting('1');
  const before = await keptVectors(['kiln', 'clay', 'kiln'], first, folder);
  expect(first.asked).toEqual(['kiln', 'clay']);
  expect(before[0]).toEqual(before[2]);
  const second = noting('1');
  const after = await keptVectors(['clay', 'bowl'], second, folder);
  expect(second.asked).toEqual(['bowl']);
  after[0].forEach((value, i) => expect(value).toBeCloseTo(before[1][i], 2));
  const third = noting('1');
  await keptVectors(['bowl', 'clay'], third, folder);
  expect(third.asked).toEqual([]);
});

it('embeds everything again for another embedder, or where the file is damaged', async () => {
  await keptVectors(['kiln'], noting('1'), folder);
  const other = noting('2');
  await keptVectors(['kiln'], other, folder);
  expect(other.asked).toEqual(['kiln']);
  await writeFile(path.join(folder, 'curriculum-vectors.safetensors'), 'damaged');
  const again = noting('2');
  await keptVectors(['kiln'], again, folder);
  expect(again.asked).toEqual(['kiln']);
});
