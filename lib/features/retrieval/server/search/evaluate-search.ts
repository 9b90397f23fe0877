import type { Clock } from '@/lib/core/clock';
import type { Rng } from '@/lib/core/rng';
import { bootstrapMean, comparePaired, ndcgAt, recallAt, reciprocalRankAt, type Comparison, type Interval } from '@/lib/ml/eval';
import type { SearchData } from './search-data';
import { buildSearchIndex, type Embed, type Retriever } from './search-index';

export const searchMetrics = ['ndcg@10', 'recall@10', 'recall@100', 'mrr@10'] as const;
export type SearchMetric = (typeof searchMetrics)[number];

export interface SearchEvaluation {
  readonly metrics: Readonly<Record<SearchMetric, Interval>>;
  readonly msPerQuery: number;
  readonly queries: number;
  readonly documents: number;
}

/** A retriever's evaluation with what each query came to, in the order of the queries. */
export interface MeasuredSearch extends SearchEvaluation {
  readonly perQuery: Readonly<Record<SearchMetric, readonly number[]>>;
}

export interface SearchEvaluationOptions {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly embed?: Embed;
  /** The embedder's share in hybrid search; the product's unless said. */
  readonly share?: number;
}

/** Measures a retriever on judged queries; intervals of 95 % from drawing queries anew. The time is of searching alone, without indexing. */
export async function evaluateSearch(
  { documents, queries }: SearchData,
  retriever: Retriever,
  { clock, rng, embed, share }: SearchEvaluationOptions,
): Promise<MeasuredSearch> {
  const index = await buildSearchIndex(documents, retriever, embed, share);
  const perQuery: Record<SearchMetric, number[]> = { 'ndcg@10': [], 'recall@10': [], 'recall@100': [], 'mrr@10': [] };
  const began = clock.monotonic();
  for (const { text, judgements } of queries) {
    const ranking = (await index.search(text, 100)).map(({ document }) => documents[document].id);
    perQuery['ndcg@10'].push(ndcgAt(ranking, judgements, 10));
    perQuery['recall@10'].push(recallAt(ranking, judgements, 10));
    perQuery['recall@100'].push(recallAt(ranking, judgements, 100));
    perQuery['mrr@10'].push(reciprocalRankAt(ranking, judgements, 10));
  }
  const msPerQuery = (clock.monotonic() - began) / queries.length;
  const metrics = Object.fromEntries(searchMetrics.map((metric) => [metric, bootstrapMean(perQuery[metric], rng.fork(metric))]));
  return { metrics: metrics as SearchEvaluation['metrics'], msPerQuery, queries: queries.length, documents: documents.length, perQuery };
}

/** Whether one retriever is better than another on the same queries, by nDCG@10. */
export function compareSearch(candidate: MeasuredSearch, baseline: MeasuredSearch, rng: Rng): Comparison {
  return comparePaired(candidate.perQuery['ndcg@10'], baseline.perQuery['ndcg@10'], rng);
}
