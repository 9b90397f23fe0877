/** Judged documents of one query: document → grade; what is not listed, or graded 0 or below, is not relevant. */
export type Judgements<Id> = ReadonlyMap<Id, number>;

/**
 * Normalised discounted cumulative gain of a ranking (best first, no repeats) with linear gain, Σ grade / log2(rank + 1),
 * over that of the best possible ranking – the definition of trec_eval and BEIR (Järvelin and Kekäläinen 2002).
 * 0 where nothing is relevant.
 */
export function ndcgAt<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k: number): number {
  const gain = (grades: readonly number[]): number =>
    grades.slice(0, k).reduce((sum, grade, i) => sum + Math.max(0, grade) / Math.log2(i + 2), 0);
  const best = gain([...judgements.values()].sort((a, b) => b - a));
  return best > 0 ? gain(ranking.slice(0, k).map((id) => judgements.get(id) ?? 0)) / best : 0;
}

/** Share of the relevant documents among the first k; 0 where nothing is relevant. */
export function recallAt<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k: number): number {
  const relevant = [...judgements.values()].filter((grade) => grade > 0).length;
  const found = ranking.slice(0, k).filter((id) => (judgements.get(id) ?? 0) > 0).length;
  return relevant > 0 ? found / relevant : 0;
}

/** 1 / rank of the first relevant document, 0 where none is among the first k. */
export function reciprocalRankAt<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k: number): number {
  const at = ranking.slice(0, k).findIndex((id) => (judgements.get(id) ?? 0) > 0);
  return at < 0 ? 0 : 1 / (at + 1);
}

/** Share of relevant documents among the first k places, empty ones included. */
export function precisionAt<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k: number): number {
  return ranking.slice(0, k).filter((id) => (judgements.get(id) ?? 0) > 0).length / k;
}
