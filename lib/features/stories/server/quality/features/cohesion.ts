import { weightOf, type ReadSentence, type ReadText, type TermWeights } from '../reading';

type Bag = Map<string, number>;

/** Whether sentences speak of the same: words and names shared by neighbours more than by sentences far apart, and no seam between two halves. */
export function cohesionFeatures({ sentences }: ReadText, weights: TermWeights): Record<string, number> {
  const bags = sentences.map((sentence) => bagOf([sentence], weights));
  const n = sentences.length;
  const distances = (from: number, to: number): number[] =>
    bags.flatMap((bag, i) => bags.slice(i + from, i + to + 1).map((other) => cosine(bag, other)));
  const near = mean(distances(1, 1));
  const far = mean(distances(4, n));
  const seams = cohesionSeams(sentences, weights);
  return {
    cohesion: near,
    cohesionOrder: near - far,
    cohesionSeam: least(seams.map((seam) => seam.near)),
    cohesionHalves: least(seams.map((seam) => seam.halves)),
    namesShared: least(seams.map((seam) => seam.names)),
    namesReturn: returningNames(sentences),
  };
}

/** What both sides of each place share that could be a seam: words around it, words of both parts, and names. */
export function cohesionSeams(sentences: readonly ReadSentence[], weights: TermWeights): { near: number; halves: number; names: number }[] {
  return splits(sentences.length).map((k) => ({
    near: cosine(bagOf(sentences.slice(Math.max(0, k - 3), k), weights), bagOf(sentences.slice(k, k + 3), weights)),
    halves: cosine(bagOf(sentences.slice(0, k), weights), bagOf(sentences.slice(k), weights)),
    names: sharedNames(sentences.slice(0, k), sentences.slice(k)),
  }));
}

/** Places where a text could be two: no side shorter than a quarter of it. */
export function splits(n: number): number[] {
  const margin = Math.max(1, Math.round(n / 4));
  return Array.from({ length: Math.max(0, n - 2 * margin + 1) }, (_, i) => margin + i);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest; NaN for none. */
export function least(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? NaN : Math.min(...known);
}

function bagOf(sentences: readonly ReadSentence[], weights: TermWeights): Bag {
  const bag: Bag = new Map();
  for (const { terms } of sentences) for (const term of terms) bag.set(term, (bag.get(term) ?? 0) + weightOf(weights, term));
  return bag;
}

function cosine(a: Bag, b: Bag): number {
  let [product, lengthA, lengthB] = [0, 0, 0];
  for (const [term, weight] of a) {
    product += weight * (b.get(term) ?? 0);
    lengthA += weight * weight;
  }
  for (const weight of b.values()) lengthB += weight * weight;
  return lengthA === 0 || lengthB === 0 ? 0 : product / Math.sqrt(lengthA * lengthB);
}

/** Share of the names on the side with fewer that the other side has, too; NaN where a side has none. */
function sharedNames(left: readonly ReadSentence[], right: readonly ReadSentence[]): number {
  const [a, b] = [namesIn(left), namesIn(right)];
  if (a.size === 0 || b.size === 0) return NaN;
  return [...a].filter((name) => b.has(name)).length / Math.min(a.size, b.size);
}

function namesIn(sentences: readonly ReadSentence[]): Set<string> {
  return new Set(sentences.flatMap(({ names }) => names));
}

/** Share of names that come back in another sentence; NaN where there is no name. */
function returningNames(sentences: readonly ReadSentence[]): number {
  const counts = new Map<string, number>();
  for (const { names } of sentences) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts.size === 0 ? NaN : [...counts.values()].filter((count) => count > 1).length / counts.size;
}
