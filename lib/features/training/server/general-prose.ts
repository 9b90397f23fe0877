import { access } from 'node:fs/promises';
import path from 'node:path';
import { projectPath } from '@/lib/core/paths';
import type { RunPlace } from '@/lib/features/runs';

/** Prose that a run's text has nothing to do with, by which one sees what was forgotten: the run's own `general.txt`, or the lessons. */
export async function generalProse({ input }: RunPlace): Promise<string> {
  const own = path.join(input, 'general.txt');
  return (await exists(own)) ? own : projectPath('content', 'curriculum');
}

export function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
