import { LoamError } from '@/lib/core/errors';
import { isNumberList, isStringList, openArtifact, requireField, type ArtifactHead } from './artifact';

export interface Bm25Options {
  /** How soon repeating a term stops helping; default 1.2. */
  readonly k1?: number;
  /** How much long documents are held back, 0 to 1; default 0.75. */
  readonly b?: number;
}

export interface Bm25Hit {
  /** Position of the document among those that were indexed. */
  readonly document: number;
  readonly score: number;
}

/** An inverted index scored by BM25. */
export interface Bm25Index {
  readonly k1: number;
  readonly b: number;
  readonly documents: number;
  /** The best documents for the terms of a query, the best first; none that shares no term. Equal scores keep the documents' order. */
  search(query: readonly string[], limit: number): Bm25Hit[];
  /** Scores of all documents: Float64Array(documents). */
  scores(query: readonly string[]): Float64Array;
}

const artifactKind = 'bm25';
const artifactVersion = 1;

export interface Bm25Artifact extends ArtifactHead<typeof artifactKind>, Postings {
  readonly k1: number;
  readonly b: number;
}

/** Term t stands in documents holders[starts[t] … starts[t + 1]), so often as counts says. */
interface Postings {
  readonly terms: readonly string[];
  readonly starts: readonly number[];
  readonly holders: readonly number[];
  readonly counts: readonly number[];
  /** Number of terms of each document, repeats included. */
  readonly lengths: readonly number[];
}

const postingsOf = new WeakMap<Bm25Index, Postings>();

/**
 * Indexes documents that are given as their terms: Σ ln(1 + (N − df + ½) / (df + ½)) · tf (k1 + 1) / (tf + k1 (1 − b + b · length / mean length))
 * (Robertson and Zaragoza 2009, with the idf that cannot become negative).
 * @throws LoamError invalid_input for k1 < 0 or b outside 0…1
 */
export function buildBm25(documents: readonly (readonly string[])[], { k1 = 1.2, b = 0.75 }: Bm25Options = {}): Bm25Index {
  const termIds = new Map<string, number>();
  const postings: { holders: number[]; counts: number[] }[] = [];
  documents.forEach((terms, document) => {
    for (const term of terms) {
      let id = termIds.get(term);
      if (id === undefined) {
        id = postings.length;
        termIds.set(term, id);
        postings.push({ holders: [], counts: [] });
      }
      const { holders, counts } = postings[id];
      if (holders.at(-1) === document) counts[counts.length - 1]++;
      else {
        holders.push(document);
        counts.push(1);
      }
    }
  });
  const starts = [0];
  for (const { holders } of postings) starts.push(starts[starts.length - 1] + holders.length);
  return createIndex(k1, b, {
    terms: [...termIds.keys()],
    starts,
    holders: postings.flatMap(({ holders }) => holders),
    counts: postings.flatMap(({ counts }) => counts),
    lengths: documents.map((terms) => terms.length),
  });
}

/** A plain object that survives JSON: see {@link loadBm25}. */
export function saveBm25(index: Bm25Index): Bm25Artifact {
  const postings = postingsOf.get(index);
  if (!postings) throw new TypeError('saveBm25: the index was made neither by buildBm25 nor by loadBm25');
  return { kind: artifactKind, version: artifactVersion, k1: index.k1, b: index.b, ...postings };
}

/** @throws LoamError unprocessable for another kind or version, or a damaged artifact. */
export function loadBm25(value: unknown): Bm25Index {
  const { k1, b, terms, starts, holders, counts, lengths } = openArtifact(value, artifactKind, artifactVersion);
  requireField(typeof k1 === 'number', artifactKind, 'k1');
  requireField(typeof b === 'number', artifactKind, 'b');
  requireField(isStringList(terms), artifactKind, 'terms');
  requireField(isNumberList(lengths), artifactKind, 'lengths');
  requireField(
    isNumberList(holders) && holders.every((document) => Number.isInteger(document) && document >= 0 && document < lengths.length),
    artifactKind,
    'holders',
  );
  requireField(isNumberList(counts) && counts.length === holders.length, artifactKind, 'counts');
  requireField(
    isNumberList(starts) && starts.length === terms.length + 1 && starts[0] === 0 && starts[terms.length] === holders.length,
    artifactKind,
    'starts',
  );
  requireField(
    starts.every((start, i) => Number.isInteger(start) && (i === 0 || start >= starts[i - 1])),
    artifactKind,
    'starts',
  );
  return createIndex(k1, b, { terms, starts, holders, counts, lengths });
}

function createIndex(k1: number, b: number, postings: Postings): Bm25Index {
  if (!(k1 >= 0)) throw new LoamError('invalid_input', `k1 must be zero or more, not ${k1}.`);
  if (!(b >= 0 && b <= 1)) throw new LoamError('invalid_input', `b must lie between 0 and 1, not ${b}.`);
  const { terms, lengths } = postings;
  const documents = lengths.length;
  const idOf = new Map(terms.map((term, id) => [term, id]));
  const [starts, holders, counts] = [postings.starts, postings.holders, postings.counts].map((list) => Int32Array.from(list));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(documents, 1);
  const damping = Float64Array.from(lengths, (length) => k1 * (1 - b + (meanLength > 0 ? (b * length) / meanLength : 0)));

  const scores = (query: readonly string[]): Float64Array => {
    const sums = new Float64Array(documents);
    for (const term of query) {
      const id = idOf.get(term);
      if (id === undefined) continue;
      const [from, to] = [starts[id], starts[id + 1]];
      const idf = Math.log(1 + (documents - (to - from) + 0.5) / (to - from + 0.5));
      for (let i = from; i < to; i++) sums[holders[i]] += (idf * counts[i] * (k1 + 1)) / (counts[i] + damping[holders[i]]);
    }
    return sums;
  };
  const index: Bm25Index = {
    k1,
    b,
    documents,
    scores,
    search: (query, limit) => topScores(scores(query), limit),
  };
  postingsOf.set(index, postings);
  return index;
}

/** Positions of the highest positive scores, the highest first, equal ones in order: a heap of `limit` entries, the worst on top. */
function topScores(scores: Float64Array, limit: number): Bm25Hit[] {
  const heap: number[] = [];
  const worse = (a: number, b: number): boolean => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const sink = (): void => {
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && worse(heap[child], heap[worst])) worst = child;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst], heap[at]];
      at = worst;
    }
  };
  for (let document = 0; document < scores.length && limit > 0; document++) {
    if (!(scores[document] > 0)) continue;
    if (heap.length < limit) {
      heap.push(document);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!worse(heap[at], heap[parent])) break;
        [heap[at], heap[parent]] = [heap[parent], heap[at]];
        at = parent;
      }
    } else if (worse(heap[0], document)) {
      heap[0] = document;
      sink();
    }
  }
  return heap.sort((a, b) => scores[b] - scores[a] || a - b).map((document) => ({ document, score: scores[document] }));
}
