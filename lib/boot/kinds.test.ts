import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectPath } from '@/lib/core/paths';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';
import { kinds } from './kinds';

it('has every kind that there is a word for, each through the one suite', async () => {
  expect(kinds.map(({ name }) => name).sort()).toEqual([...trainingKinds].sort());
  const folder = projectPath('lib', 'features');
  const tests = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.integration.test.ts'));
  const texts = await Promise.all(tests.map((file) => readFile(path.join(folder, file), 'utf8')));
  const held = texts.flatMap((text) => /^describeKind\(\{\s*kind: (\w+)/m.exec(text)?.[1] ?? []);
  const nameOf = (kind: string): string => `${kind.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Kind`;
  expect(held.sort()).toEqual(kinds.map(({ name }) => nameOf(name)).sort());
});
