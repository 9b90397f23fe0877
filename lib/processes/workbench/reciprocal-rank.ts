import type { SearchSet } from './protocol';

/** One over the place of the best of a passage's windows among those of all passages. */
export function reciprocalRank(documents: SearchSet['documents'], scores: ArrayLike<number>, passage: number): number {
  const best = new Map<number, number>();
  documents.forEach((document, i) => best.set(document.passage, Math.max(best.get(document.passage) ?? -Infinity, scores[i])));
  const own = best.get(passage) ?? -Infinity;
  let better = 0;
  // Among equals the wanted one stands in the middle, on average.
  let equal = 0;
  for (const [other, score] of best) {
    if (other === passage) continue;
    if (score > own) better++;
    else if (score === own) equal++;
  }
  return 1 / (1 + better + equal / 2);
}
