import path from 'node:path';
import { z } from 'zod';
import { measureEmbedder, type MeasuredSet } from '@/bin/models/embedder/measure';
import { makeEvaluationSets, writeSearchData, type EvaluationSets } from '@/bin/models/embedder/evaluation-sets';
import { readCorpora } from '@/bin/models/embedder/corpora';
import { systemClock } from '@/lib/core/clock';
import { readEnv } from '@/lib/core/env';
import { inference } from '@/lib/features/models/server';
import { openEmbedder, type SearchData } from '@/lib/features/retrieval/server';
import type { LoamCommand } from '../command';

const sets = [
  'development',
  'developmentStories',
  'documentation',
  'stories',
  'cranfield',
] as const satisfies readonly (keyof EvaluationSets)[];

const input = z.object({
  data: z.string().min(1).describe('Folder with the corpora and data sets that the embedder was trained and measured on'),
  set: z.enum(sets).optional().describe('One of the sets; all unless said'),
  model: z.string().min(1).default('embedder').describe('The encoder: a model’s name, name@version, or folder'),
  write: z.string().min(1).optional().describe('Folder in which to leave the sets, each as “evaluate search” takes it'),
});

/** Measures the embedder as its card does. */
export const evaluateEmbedderCommand: LoamCommand = {
  words: ['evaluate', 'embedder'],
  summary: 'Measure the embedder beside and together with search by words, on the sets of its card.',
  input,
  async run(given, output) {
    const { data, set, model, write } = given as z.output<typeof input>;
    const all = await makeEvaluationSets(await readCorpora(data), data);
    const wanted = Object.fromEntries((set ? [set] : sets).map((name) => [name, all[name]])) as Record<string, SearchData>;
    if (write) for (const [name, content] of Object.entries(wanted)) await writeSearchData(path.join(write, name), content);
    const dataDir = readEnv().LOAM_DATA_DIR;
    try {
      const { embed, name, version } = await openEmbedder(dataDir, model);
      const measured = await measureEmbedder(wanted, embed, systemClock, (line) => output.note(line));
      return { model: `${name}@${version}`, sets: measured };
    } finally {
      inference(dataDir).close();
    }
  },
  show(result) {
    const n = (value: number) => value.toFixed(3);
    return (result as { sets: MeasuredSet[] }).sets
      .map(({ set, queries, bm25, embed, hybrid, gain }) => {
        const of = ({ value, low, high }: { value: number; low: number; high: number }) => `${n(value)} (${n(low)} to ${n(high)})`;
        return `${set}, ${queries} queries, nDCG@10: BM25 ${of(bm25)}, embedder ${of(embed)}, both ${of(hybrid)}; gain ${n(gain.difference)} (${n(gain.low)} to ${n(gain.high)})`;
      })
      .join('\n');
  },
};
