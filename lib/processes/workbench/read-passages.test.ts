import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { readGeneralProse } from './general-prose';
import type { TaskOf } from './protocol';
import { readPassages } from './read-passages';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-passages-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rng = createRng(4);
const word = (): string => Array.from({ length: 5 }, () => String.fromCharCode(97 + rng.int(26))).join('');
const texts = Array.from({ length: 30 }, () => `${Array.from({ length: 20 }, word).join(' ')}.`);

async function divide(passages: readonly object[], seed = 1) {
  const file = path.join(folder, 'passages.jsonl');
  await writeFile(file, passages.map((passage) => JSON.stringify(passage)).join('\n'));
  const task = { task: 'writer-data', input: file, heldOut: 0.2, validation: 0.1, seed, out: folder } as const;
  return readPassages(task satisfies TaskOf<'writer-data'>, createRng(seed));
}

it('holds out a fifth, keeps groups together, reads a passage that comes twice once', async () => {
  const grouped = texts.map((text, i) => ({ text, group: `story ${Math.floor(i / 3)}` }));
  const parts = await divide([...grouped, grouped[0]]);
  expect(parts.heldOut).toHaveLength(6);
  expect(parts.train.length + parts.validation.length + parts.heldOut.length).toBe(30);
  const groups = (part: readonly { group?: string }[]) => new Set(part.map(({ group }) => group));
  for (const group of groups(parts.heldOut)) expect(groups(parts.train).has(group) || groups(parts.validation).has(group)).toBe(false);
  expect(await divide(grouped)).toEqual(parts);
});

it('takes out of the training what nearly stands in the other parts', async () => {
  const copy = `${texts[0]} Indeed.`;
  let removed = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const { train, validation, heldOut, leaksRemoved } = await divide([...texts, copy].map((text) => ({ text })), seed); // prettier-ignore
    const has = (part: typeof train): boolean => part.some(({ text }) => text === copy || text === texts[0]);
    expect(has(train) && (has(validation) || has(heldOut))).toBe(false);
    removed += leaksRemoved;
  }
  expect(removed).toBeGreaterThan(0);
});

it('finds the same prose of others again, in whole words and without code', async () => {
  const lessons = path.join(folder, 'lessons', 'one');
  await mkdir(lessons, { recursive: true });
  const paragraph = `${'Every potter learns that clay remembers the hand which shaped it first. '.repeat(5).trim()}`;
  await writeFile(path.join(lessons, 'clay.md'), `---\ntitle: Clay\n---\n# Clay\n\n${paragraph}\n\n\`\`\`js\nconst clay = 1;\n\`\`\`\n`);
  const found = await readGeneralProse(path.join(folder, 'lessons'));
  expect(found).toEqual(await readGeneralProse(path.join(folder, 'lessons')));
  expect(found.measured.map(({ text }) => text)).toEqual([paragraph]);
  expect(found.chosenBy).toEqual([]);
  const many = path.join(folder, 'prose.txt');
  await writeFile(many, Array.from({ length: 70 }, (_, i) => `${paragraph} ${i}.`).join('\n\n'));
  const { measured, chosenBy } = await readGeneralProse(many);
  expect([measured.length, chosenBy.length, new Set([...measured, ...chosenBy].map(({ id }) => id)).size]).toEqual([40, 24, 64]);
});
