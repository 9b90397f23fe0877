import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { allOperations } from '@/lib/boot/operations';
import { projectPath } from '@/lib/core/paths';
import { autoTrainResultSchema } from '@/lib/features/automation';
import { automationContract } from '@/lib/features/automation/contract';
import { blocksOf, functionOf, readCurl } from './testing/documented-calls';

const document = readFileSync(projectPath('AUTO_TRAINING.md'), 'utf8');

describe('AUTO_TRAINING.md', () => {
  const lines = blocksOf(document, 'curl').map((block) => block.trim());

  it.each(lines)('%s', (line) => {
    const { method, path, query, body } = readCurl(line);
    const operation = allOperations.find((each) => each.method === method && each.path === path);
    expect(operation, `an operation for ${method} ${path}`).toBeDefined();
    const parsed = operation!.input.safeParse({ ...query, ...body });
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  it('shows answers as they are', () => {
    const [genres, result] = blocksOf(document, 'json').map((block) => JSON.parse(block) as object);
    expect(automationContract.genres.output.parse(genres)).toEqual(genres);
    expect(autoTrainResultSchema.parse(result)).toEqual(result);
  });

  it('names every route of the contract that is not under /api', () => {
    for (const { path } of Object.values(automationContract)) if (!path.startsWith('/api/')) expect(document).toContain(path);
  });

  it('has JavaScript that can be read', () => {
    const blocks = blocksOf(document, 'js');
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) expect(() => new Script(functionOf(block))).not.toThrow();
  });

  it('links to files that exist', () => {
    const links = [...document.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1]);
    for (const link of links) expect(() => readFileSync(projectPath(link)), link).not.toThrow();
  });
});
