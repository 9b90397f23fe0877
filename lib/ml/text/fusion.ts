export interface FusedItem<T> {
  readonly item: T;
  readonly score: number;
}

export interface RankFusionOptions {
  /** The larger, the less the first places stand out; default 60. */
  readonly k?: number;
  /** One a ranking; default 1 each. */
  readonly weights?: readonly number[];
}

/**
 * Merges rankings (best first) by Σ weight / (k + rank), rank from 1; what a ranking lacks gets nothing from it
 * (Cormack, Clarke and Büttcher 2009). Equal scores keep the order of first appearance.
 */
export function reciprocalRankFusion<T>(rankings: readonly (readonly T[])[], { k = 60, weights }: RankFusionOptions = {}): FusedItem<T>[] {
  const sums = new Map<T, number>();
  rankings.forEach((ranking, r) =>
    ranking.forEach((item, rank) => sums.set(item, (sums.get(item) ?? 0) + (weights?.[r] ?? 1) / (k + rank + 1))),
  );
  return ranked(sums);
}

/**
 * Merges scores of any scale: each list is stretched to 0…1 (its lowest to its highest score), then Σ weight · score;
 * what a list lacks counts as its lowest. A list of equal scores counts as 1 each.
 */
export function weightedFusion<T>(lists: readonly ReadonlyMap<T, number>[], weights: readonly number[]): FusedItem<T>[] {
  if (weights.length !== lists.length)
    throw new RangeError(`weightedFusion: ${lists.length} lists need as many weights, got ${weights.length}`);
  const sums = new Map<T, number>();
  lists.forEach((scores, i) => {
    let lowest = Infinity;
    let highest = -Infinity;
    for (const score of scores.values()) {
      lowest = Math.min(lowest, score);
      highest = Math.max(highest, score);
    }
    const spread = highest - lowest;
    for (const [item, score] of scores) sums.set(item, (sums.get(item) ?? 0) + weights[i] * (spread > 0 ? (score - lowest) / spread : 1));
  });
  return ranked(sums);
}

function ranked<T>(sums: ReadonlyMap<T, number>): FusedItem<T>[] {
  return Array.from(sums, ([item, score]) => ({ item, score })).sort((a, b) => b.score - a.score);
}
