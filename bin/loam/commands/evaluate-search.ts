import { z } from 'zod';
import { systemClock } from '@/lib/core/clock';
import { readEnv } from '@/lib/core/env';
import { createRng } from '@/lib/core/rng';
import { inference } from '@/lib/features/models/server';
import { evaluateSearch, openEmbedder, readSearchData, retrievers, type SearchEvaluation } from '@/lib/features/retrieval/server';
import type { LoamCommand } from '../command';

const input = z.object({
  data: z.string().min(1).describe('Folder with corpus.jsonl, queries.jsonl and qrels.tsv, as in BEIR'),
  retriever: z.enum(retrievers).default('hybrid').describe('By words, by meaning, or both'),
  model: z.string().min(1).default('embedder').describe('The encoder: a model’s name, name@version, or folder'),
});

/** Measures search on judged queries. */
export const evaluateSearchCommand: LoamCommand = {
  words: ['evaluate', 'search'],
  summary: 'Measure search by words, by the embedder, or by both, on judged queries.',
  input,
  async run(given) {
    const { data, retriever, model } = given as z.output<typeof input>;
    const dataDir = readEnv().LOAM_DATA_DIR;
    const search = await readSearchData(data);
    try {
      const embedder = retriever === 'bm25' ? undefined : await openEmbedder(dataDir, model);
      const { metrics, msPerQuery, queries, documents } = await evaluateSearch(search, retriever, {
        clock: systemClock,
        rng: createRng(1),
        embed: embedder?.embed,
      });
      return { metrics, msPerQuery, retriever, queries, documents, ...(embedder ? { model: `${embedder.name}@${embedder.version}` } : {}) };
    } finally {
      inference(dataDir).close();
    }
  },
  show: (result) => inWords(result as SearchEvaluation),
};

function inWords({ metrics, msPerQuery, queries, documents }: SearchEvaluation): string {
  const lines = Object.entries(metrics).map(
    ([name, { value, low, high }]) => `${name.padEnd(11)} ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
  );
  return [...lines, `${queries} queries, ${documents} documents, ${msPerQuery.toFixed(1)} ms a query`].join('\n');
}
