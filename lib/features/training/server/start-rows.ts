import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Evaluation, RunPlace } from '@/lib/features/runs';

/** How the model does that a training began with: measured once a run, for what was learned must be better than that. */
export async function startRows({ work }: RunPlace, measure: () => Promise<Evaluation['rows']>): Promise<Evaluation['rows']> {
  const file = path.join(work, 'start-rows.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as Evaluation['rows'];
  const rows = await measure();
  await writeFile(file, JSON.stringify(rows));
  return rows;
}
