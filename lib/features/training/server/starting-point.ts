import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Evaluation, ModelReference, RunPlace } from '@/lib/features/runs';

/** How the model does that a training began with: measured once a run, for what was learned must be better than that. */
export async function startingPoint(
  { work }: RunPlace,
  { name, version }: ModelReference,
  measure: () => Promise<Evaluation>,
): Promise<NonNullable<Evaluation['baseline']>> {
  const file = path.join(work, 'start-rows.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as NonNullable<Evaluation['baseline']>;
  const { rows, guards } = await measure();
  const start = { name: `${name}@${version}`, rows, guards };
  await writeFile(file, JSON.stringify(start));
  return start;
}
