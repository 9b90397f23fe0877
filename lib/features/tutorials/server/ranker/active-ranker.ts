import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { servingModel } from '@/lib/features/models/server';
import type { PairwiseModel } from '@/lib/ml/train/tabular';
import { openRanker } from './ranker.kind';

export interface ActiveRanker extends PairwiseModel {
  readonly name: string;
  readonly version: string;
}

/** The ranker in use; undefined where none was trained well enough yet, or none is sound. */
export async function activeRanker(): Promise<ActiveRanker | undefined> {
  const { dataDir } = currentApp<Ctx>().settings;
  try {
    const { folder, manifest } = await servingModel('tutorial-ranker', dataDir);
    return { ...(await openRanker(folder)), name: manifest.name, version: manifest.version };
  } catch (error) {
    if (error instanceof LoamError && (error.code === 'not_found' || error.code === 'unprocessable')) return undefined;
    throw error;
  }
}
