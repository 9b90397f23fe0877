import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { projectPath } from '@/lib/core/paths';
import { reservedModelNames } from '@/lib/vocabulary/model-names';
import { importModelInput, newModelNameSchema } from './schemas';

it('keeps every name back that an address of models has for something else', async () => {
  const folders = [projectPath('app', 'api', 'models'), projectPath('app', '(train)', 'models')];
  const found = (await Promise.all(folders.map((folder) => readdir(folder, { withFileTypes: true })))).flat();
  const names = found.filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name)).map(({ name }) => name);
  expect([...new Set(names)].sort()).toEqual([...reservedModelNames].sort());
});

it('refuses such a name with a word on why, and takes others', () => {
  for (const name of reservedModelNames)
    expect(newModelNameSchema.safeParse(name).error?.issues[0].message).toBe(
      `The name ${name} is kept for Loam’s own addresses. Choose another one`,
    );
  expect(importModelInput.safeParse({ archive: 'AAAA', name: 'pull' }).success).toBe(false);
  expect(newModelNameSchema.parse('puller')).toBe('puller');
});
