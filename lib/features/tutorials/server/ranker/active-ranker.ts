import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import type { PairwiseModel } from '@/lib/ml/train/tabular';

const artifactSchema = z.object({
  kind: z.literal('tutorial-ranker'),
  version: z.string(),
  weights: z.record(z.string(), z.number()),
  metrics: z.record(z.string(), z.unknown()),
});

export interface ActiveRanker extends PairwiseModel {
  readonly version: string;
}

function fileOf(): string {
  return path.join(/* turbopackIgnore: true */ currentApp<Ctx>().settings.dataDir, 'artifacts', 'tutorial-ranker.json');
}

/** The ranker in use; undefined where none was trained well enough yet, or its file is damaged. */
export async function activeRanker(): Promise<ActiveRanker | undefined> {
  const text = await readFile(fileOf(), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { version, weights } = artifactSchema.parse(JSON.parse(text));
    return { version, weights };
  } catch {
    return undefined;
  }
}

/** Puts a ranker into use, whole or not at all. */
export async function activateRanker({ version, weights }: ActiveRanker, metrics: Record<string, unknown>): Promise<void> {
  const file = fileOf();
  const draft = `${file}.${newId()}`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(draft, JSON.stringify({ kind: 'tutorial-ranker', version, weights, metrics }));
  await rename(draft, file);
}
