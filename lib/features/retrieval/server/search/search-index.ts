import { stemmer } from 'stemmer';
import { buildBm25, words } from '@/lib/ml/text';
import type { SearchDocument } from './search-data';
import { embeddedWindows } from './windows';

export const retrievers = ['bm25', 'embed', 'hybrid'] as const;
export type Retriever = (typeof retrievers)[number];

/** One vector of length one for each text. */
export type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

export interface Ranked {
  /** Position of the document among those indexed. */
  readonly document: number;
  readonly score: number;
}

export interface SearchIndex {
  /** The best documents for a query, the best first. */
  search(query: string, limit: number): Promise<Ranked[]>;
}

/** Words so frequent in English that they tell nothing of a text. */
const emptyWords = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not of on or our she he so such ' +
    'than that the their them then there these they this to was we were what when where which who why will with would you your'
  ).split(' '),
);

/** The stems (Porter 1980) of a text's words, without the emptiest. */
export function searchTerms(text: string): string[] {
  return words(text, { shortest: 1 })
    .filter((word) => !emptyWords.has(word))
    .map((word) => stemmer(word));
}

/** The embedder's share in a fused score; chosen on held-out development sources, see the embedder's card. */
const embedderShare = 0.15;

/** Searches documents by their words, by the embedder, or by both. `embed` is needed for all but `bm25`. */
export async function buildSearchIndex(
  documents: readonly SearchDocument[],
  retriever: Retriever,
  embed?: Embed,
  share = embedderShare,
): Promise<SearchIndex> {
  const byWords = retriever === 'embed' ? undefined : wordSearch(documents);
  const byMeaning = retriever === 'bm25' ? undefined : await meaningSearch(documents, embed);
  const order = (scores: Float64Array, limit: number, least = -Infinity): Ranked[] =>
    Array.from(scores, (score, document) => ({ document, score }))
      .filter(({ score }) => score > least)
      .sort((a, b) => b.score - a.score || a.document - b.document)
      .slice(0, limit);
  return {
    async search(query, limit) {
      if (!byMeaning) return order(byWords!(query), limit, 0);
      const meaning = await byMeaning(query);
      if (!byWords) return order(meaning, limit);
      return order(fuse(byWords(query), meaning, share), limit);
    },
  };
}

/**
 * One score from two: BM25 over its best, and the cosine over the spread of the best from the mean of all, so that neither list's
 * scale decides. What shares no word with the query can be found by its meaning alone.
 */
export function fuse(byWords: Float64Array, byMeaning: Float64Array, share: number): Float64Array {
  const most = byWords.reduce((best, score) => Math.max(best, score), 0);
  const mean = byMeaning.reduce((sum, score) => sum + score, 0) / Math.max(1, byMeaning.length);
  const spread = byMeaning.reduce((best, score) => Math.max(best, score), -Infinity) - mean;
  return byWords.map(
    (score, at) => (1 - share) * (most > 0 ? score / most : 0) + share * (spread > 0 ? (byMeaning[at] - mean) / spread : 0),
  );
}

function wordSearch(documents: readonly SearchDocument[]): (query: string) => Float64Array {
  const index = buildBm25(documents.map(({ title, text }) => searchTerms(`${title} ${text}`)));
  return (query) => index.scores(searchTerms(query));
}

async function meaningSearch(documents: readonly SearchDocument[], embed?: Embed): Promise<(query: string) => Promise<Float64Array>> {
  if (!embed) throw new TypeError('search by meaning needs an embedder');
  const windows = documents.flatMap(({ title, text }, document) => embeddedWindows(title, text).map((window) => ({ window, document })));
  const vectors = await embed(windows.map(({ window }) => window));
  return async (query) => {
    const [asked] = await embed([query]);
    const scores = new Float64Array(documents.length).fill(-Infinity);
    windows.forEach(({ document }, at) => (scores[document] = Math.max(scores[document], dot(asked, vectors[at]))));
    return scores;
  };
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
