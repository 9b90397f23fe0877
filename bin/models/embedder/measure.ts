import type { Clock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import { compareSearch, evaluateSearch, type Embed, type MeasuredSearch, type SearchData } from '@/lib/features/retrieval/server';
import type { Comparison, Interval } from '@/lib/ml/eval';
import type { EvaluationSets } from './evaluation-sets';

export interface MeasuredSet {
  readonly set: string;
  readonly queries: number;
  readonly documents: number;
  /** nDCG@10 with 95 % intervals. */
  readonly bm25: Interval;
  readonly embed: Interval;
  readonly hybrid: Interval;
  /** Share of all relevant documents among the first hundred. */
  readonly recallAt100: Readonly<Record<'bm25' | 'embed' | 'hybrid', number>>;
  /** Hybrid − BM25, nDCG@10, paired over queries. */
  readonly gain: Comparison;
  /** nDCG@10 of the embedder alone over that of BM25. */
  readonly ratio: number;
}

/** Measures words, embedder and both on each set. */
export async function measureEmbedder(sets: Partial<EvaluationSets>, embed: Embed, clock: Clock, note: (line: string) => void): Promise<MeasuredSet[]> {
  const measured: MeasuredSet[] = [];
  for (const [set, data] of Object.entries(sets) as [string, SearchData][]) {
    note(`measuring on ${set}: ${data.queries.length} queries, ${data.documents.length} documents`);
    const rng = createRng(1).fork(set);
    // All three look at the same vectors.
    const remembered = remembering(embed);
    const by = async (retriever: 'bm25' | 'embed' | 'hybrid'): Promise<MeasuredSearch> => evaluateSearch(data, retriever, { clock, rng: rng.fork(retriever), embed: remembered });
    const [bm25, alone, hybrid] = [await by('bm25'), await by('embed'), await by('hybrid')];
    const ndcg = ({ metrics }: MeasuredSearch): Interval => metrics['ndcg@10'];
    const recall = ({ metrics }: MeasuredSearch): number => metrics['recall@100'].value;
    measured.push({
      set,
      queries: data.queries.length,
      documents: data.documents.length,
      bm25: ndcg(bm25),
      embed: ndcg(alone),
      hybrid: ndcg(hybrid),
      recallAt100: { bm25: recall(bm25), embed: recall(alone), hybrid: recall(hybrid) },
      gain: compareSearch(hybrid, bm25, rng.fork('gain')),
      ratio: ndcg(alone).value / ndcg(bm25).value,
    });
  }
  return measured;
}

/** Embeds each text once. */
export function remembering(embed: Embed): Embed {
  const known = new Map<string, Float32Array>();
  return async (texts) => {
    const fresh = [...new Set(texts.filter((text) => !known.has(text)))];
    const vectors = await embed(fresh);
    fresh.forEach((text, at) => known.set(text, vectors[at]));
    return texts.map((text) => known.get(text)!);
  };
}
