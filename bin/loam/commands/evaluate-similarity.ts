import { z } from 'zod';
import { systemClock } from '@/lib/core/clock';
import { readEnv } from '@/lib/core/env';
import { createRng } from '@/lib/core/rng';
import { inference } from '@/lib/features/models/server';
import { evaluateSimilarity, openEmbedder, readScoredPairs, type SimilarityEvaluation } from '@/lib/features/retrieval/server';
import type { LoamCommand } from '../command';

const input = z.object({
  data: z.string().min(1).describe('File of score, sentence and sentence, separated by tabs'),
  model: z.string().min(1).default('embedder').describe('The encoder: a model’s name, name@version, or folder'),
});

/** Measures how well the embedder's similarities follow people's. */
export const evaluateSimilarityCommand: LoamCommand = {
  words: ['evaluate', 'similarity'],
  summary: 'Measure how well the embedder’s similarities follow people’s scores.',
  input,
  async run(given) {
    const { data, model } = given as z.output<typeof input>;
    const dataDir = readEnv().LOAM_DATA_DIR;
    const pairs = await readScoredPairs(data);
    try {
      const { embed, name, version } = await openEmbedder(dataDir, model);
      return { ...(await evaluateSimilarity(pairs, embed, { clock: systemClock, rng: createRng(1) })), model: `${name}@${version}` };
    } finally {
      inference(dataDir).close();
    }
  },
  show(result) {
    const { metrics, msPerQuery, pairs } = result as SimilarityEvaluation;
    const lines = Object.entries(metrics).map(
      ([name, { value, low, high }]) => `${name.padEnd(8)} ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
    );
    return [...lines, `${pairs} pairs, ${msPerQuery.toFixed(1)} ms a pair`].join('\n');
  },
};
