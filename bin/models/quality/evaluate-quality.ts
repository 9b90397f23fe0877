import { existsSync } from 'node:fs';
import { projectPath } from '@/lib/core/paths';
import { openScorer } from '@/lib/features/stories/server/quality/score-story';
import { judgeFileSchema } from '@/lib/features/stories/server/quality/judge';
import type { Interval } from '@/lib/ml/eval';
import { createInference, readManifest, readModelFile } from '@/lib/processes/inference/client';
import { sampleOnce, type QualityRecipe, type QualitySurroundings } from './build';
import { measureQuality } from './measure-quality';
import { layGroundwork } from './groundwork';
import type { Sampled } from '@/lib/features/stories/server/quality/fitting/examples';

/** Measures models/quality as it lies there. Without an unfinished writer its texts are left out. */
export async function evaluateQuality(
  { data, seed, early, work }: QualityRecipe,
  { clock, note }: QualitySurroundings,
): Promise<{ readonly metrics: Record<string, Interval> }> {
  const inference = createInference();
  try {
    const folder = projectPath('models', 'quality');
    const scorer = await openScorer(folder, projectPath('models'), (name, options) => inference.role(name, options));
    const judge = judgeFileSchema.parse(JSON.parse((await readModelFile(folder, await readManifest(folder), 'judge.json')).toString('utf8')));
    const groundwork = await layGroundwork({ data, seed, work, note });
    const client = inference.role('unfinished', { folder: early });
    const sampled: readonly Sampled[] = existsSync(early) ? (await sampleOnce(groundwork, { early, work, seed, client, note })).test : [];
    const writer = inference.role(scorer.instruments.writer.name, { folder: projectPath('models', 'writer') });
    const under = { estimator: scorer.estimator, judge, instruments: scorer.instruments, passages: groundwork.passages.test, sampled, writer, data, seed };
    const { metrics } = await measureQuality(under, { clock, note });
    return { metrics };
  } finally {
    inference.close();
  }
}
