import type { ReadText } from '../reading';

/** Words, runs of words and sentences that come again. */
export function repetitionFeatures({ sentences }: ReadText): Record<string, number> {
  const all = sentences.flatMap(({ words }) => words);
  const runs = (n: number): string[] => all.slice(0, Math.max(0, all.length - n + 1)).map((_, i) => all.slice(i, i + n).join(' '));
  const again = (list: readonly string[]): number => (list.length === 0 ? 0 : 1 - new Set(list).size / list.length);
  const keys = sentences.filter(({ words }) => words.length > 3).map(({ words }) => words.join(' '));
  const openings = sentences.map(({ words }) => words.slice(0, 2).join(' '));
  return {
    repeatedRuns: again(runs(4)),
    repeatedPairs: again(runs(2)),
    repeatedSentences: again(keys),
    repeatedOpenings: again(openings),
    // Longer texts repeat words of necessity: different words over the square root of all (Guiraud 1954).
    variety: all.length === 0 ? NaN : new Set(all).size / Math.sqrt(all.length),
    stutter: all.length < 2 ? 0 : all.slice(1).filter((word, i) => word === all[i]).length / all.length,
  };
}
