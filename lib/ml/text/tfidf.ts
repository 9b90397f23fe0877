import { LoamError } from '@/lib/core/errors';
import { isNumberList, isStringList, openArtifact, requireField, type ArtifactHead } from './artifact';
import { countGrams, type GramCounts } from './gram-counts';
import { GramTrie } from './gram-trie';
import { normaliseRows, type Norm, type SparseRows } from './sparse';
import { WordScanner } from './word-scanner';

/** A bound on the number of texts that hold a term: a count, or a share of all texts. */
export type DocumentBound = number | { readonly share: number };

/** The options of scikit-learn's TfidfVectorizer, with its defaults. Where it tells 1 from 1.0, a share is written out. */
export interface TfidfOptions {
  /** Shortest and longest n-gram of words; default [1, 1]. */
  readonly ngramRange?: readonly [number, number];
  /** Terms in fewer texts are left out; default 1. */
  readonly minDf?: DocumentBound;
  /** Terms in more texts are left out; default a share of 1. */
  readonly maxDf?: DocumentBound;
  /** Only so many of the most frequent terms are kept; among equally frequent ones the first in code-point order. */
  readonly maxFeatures?: number | null;
  /** 1 + ln(count) instead of the count; default false. */
  readonly sublinearTf?: boolean;
  /** Adds one to both numbers inside the logarithm, as if one more text held every term; default true. */
  readonly smoothIdf?: boolean;
  /** Default true; false leaves the (normalised) counts. */
  readonly useIdf?: boolean;
  /** Default 'l2'. */
  readonly norm?: Norm;
  /** Default none. */
  readonly stopWords?: readonly string[];
  /** Counts become 1; default false. */
  readonly binary?: boolean;
  /** Default true. */
  readonly lowercase?: boolean;
}

type Settled = Required<TfidfOptions>;

const defaults: Settled = {
  ngramRange: [1, 1],
  minDf: 1,
  maxDf: { share: 1 },
  maxFeatures: null,
  sublinearTf: false,
  smoothIdf: true,
  useIdf: true,
  norm: 'l2',
  stopWords: [],
  binary: false,
  lowercase: true,
};

const artifactKind = 'tfidf';
const artifactVersion = 1;

export interface TfidfArtifact extends ArtifactHead<typeof artifactKind> {
  readonly options: Settled;
  /** Number of texts it was fitted on. */
  readonly documents: number;
  /** In code-point order: the position is the column. */
  readonly terms: readonly string[];
  readonly idf: readonly number[];
}

/** A fitted term weighting: turns texts into sparse rows over its terms. */
export interface TfidfVectorizer {
  readonly options: Settled;
  readonly documents: number;
  readonly terms: readonly string[];
  readonly idf: Float64Array;
  /** One row per text, terms.length columns; unknown terms are passed over. */
  transform(texts: readonly string[]): SparseRows;
}

/**
 * Learns terms and inverse document frequencies: idf(t) = ln((1 + n) / (1 + df(t))) + 1 with smoothing, without it
 * ln(n / df(t)) + 1 (scikit-learn, "Tf–idf term weighting").
 * @throws LoamError invalid_input for options that contradict themselves, unprocessable where no term is left.
 */
export function fitTfidf(texts: readonly string[], options: TfidfOptions = {}): TfidfVectorizer {
  return fitTransformTfidf(texts, options).vectorizer;
}

/** {@link fitTfidf} and the rows of the same texts at the cost of one pass over them. */
export function fitTransformTfidf(texts: readonly string[], options: TfidfOptions = {}): { vectorizer: TfidfVectorizer; rows: SparseRows } {
  const settled = settle(options);
  const trie = new GramTrie();
  const counts = countGrams(texts, trie, settled, true);
  if (counts.starts[texts.length] === 0)
    throw new LoamError('unprocessable', 'There is no term in these texts: they are empty or hold only stop words.');
  const words = trie.words.list();
  const { columns, nodes } = chooseTerms(counts, trie, trie.sorted(words), texts.length, settled);
  const grams = trie.list(words);
  const terms = Array.from(nodes, (node) => grams[node]);
  const smoothing = settled.smoothIdf ? 1 : 0;
  const idf = Float64Array.from(nodes, (node) =>
    settled.useIdf ? Math.log((texts.length + smoothing) / (counts.frequencies[node] + smoothing)) + 1 : 1,
  );
  const vectorizer = createVectorizer(settled, texts.length, terms, idf);
  return { vectorizer, rows: weigh(counts, columns, idf, settled) };
}

/** A plain object that survives JSON: see {@link loadTfidf}. */
export function saveTfidf({ options, documents, terms, idf }: TfidfVectorizer): TfidfArtifact {
  return { kind: artifactKind, version: artifactVersion, options, documents, terms, idf: [...idf] };
}

/** @throws LoamError unprocessable for another kind or version, or a damaged artifact. */
export function loadTfidf(value: unknown): TfidfVectorizer {
  const { options, documents, terms, idf } = openArtifact(value, artifactKind, artifactVersion);
  requireField(typeof options === 'object' && options !== null, artifactKind, 'options');
  requireField(typeof documents === 'number', artifactKind, 'documents');
  requireField(isStringList(terms), artifactKind, 'terms');
  requireField(isNumberList(idf) && idf.length === terms.length, artifactKind, 'idf');
  return createVectorizer(settle(options), documents, terms, Float64Array.from(idf));
}

function settle(options: TfidfOptions): Settled {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settled: Settled = { ...defaults, ...given };
  const [shortest, longest] = settled.ngramRange;
  if (!Number.isInteger(shortest) || !Number.isInteger(longest) || shortest < 1 || longest < shortest)
    throw new LoamError(
      'invalid_input',
      `ngramRange must be two whole numbers from 1 upwards in ascending order, not [${shortest}, ${longest}].`,
    );
  if (settled.maxFeatures !== null && !(Number.isInteger(settled.maxFeatures) && settled.maxFeatures > 0))
    throw new LoamError('invalid_input', `maxFeatures must be a positive whole number or null, not ${settled.maxFeatures}.`);
  return settled;
}

function bound(value: DocumentBound, documents: number): number {
  return typeof value === 'number' ? value : value.share * documents;
}

interface ChosenTerms {
  /** Column of every node of the trie, -1 where it is left out. */
  readonly columns: Int32Array;
  /** Node of every column. */
  readonly nodes: Int32Array;
}

function chooseTerms(counts: GramCounts, trie: GramTrie, sorted: Int32Array, documents: number, options: Settled): ChosenTerms {
  const low = Math.max(1, bound(options.minDf, documents));
  const high = bound(options.maxDf, documents);
  if (high < low)
    throw new LoamError(
      'invalid_input',
      `maxDf leaves terms of at most ${high} texts, minDf asks for at least ${low}: no term can be kept.`,
    );
  const { frequencies } = counts;
  let kept: Int32Array = sorted.filter((node) => frequencies[node] >= low && frequencies[node] <= high);
  if (options.maxFeatures !== null && kept.length > options.maxFeatures) kept = mostFrequent(kept, counts, trie.size, options);
  if (kept.length === 0)
    throw new LoamError('unprocessable', 'No term is left under these bounds: choose a lower minDf or a higher maxDf.');
  const columns = new Int32Array(trie.size).fill(-1);
  kept.forEach((node, column) => (columns[node] = column));
  return { columns, nodes: kept };
}

function mostFrequent(nodes: Int32Array, counts: GramCounts, trieSize: number, { maxFeatures, binary }: Settled): Int32Array {
  const occurrences = new Int32Array(trieSize);
  const entries = counts.starts[counts.starts.length - 1];
  for (let i = 0; i < entries; i++) occurrences[counts.nodes[i]] += binary ? 1 : counts.counts[i];
  const ranked = Array.from(nodes, (_, rank) => rank).sort((a, b) => occurrences[nodes[b]] - occurrences[nodes[a]] || a - b);
  const chosen = ranked.slice(0, maxFeatures ?? undefined).sort((a, b) => a - b);
  return Int32Array.from(chosen, (rank) => nodes[rank]);
}

const blockEntries = 65536;

/** Counts × idf, normalised, with the columns of every row in ascending order. Uses up the counts: the rows are made in their place. */
function weigh(counts: GramCounts, columnOf: Int32Array, idf: Float64Array, options: Settled): SparseRows {
  const rows = counts.starts.length - 1;
  const columns = idf.length;
  const starts = new Int32Array(rows + 1);
  const { nodes: kept, counts: keptCounts } = counts;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = counts.starts[row]; i < counts.starts[row + 1]; i++) {
      const column = columnOf[kept[i]];
      if (column < 0) continue;
      kept[total] = column;
      keptCounts[total++] = options.binary ? 1 : keptCounts[i];
    }
    starts[row + 1] = total;
  }
  const values = new Float64Array(total);
  const places = new Int32Array(columns + 1);
  const next = starts.slice(0, rows);
  let pairs = new Int32Array(2 * Math.min(total, Math.max(blockEntries, columns)));
  // Through a block column by column and back to rows: linear in the values, and both steps stay in the cache.
  for (let first = 0, last = 0; first < rows; first = last) {
    do last++;
    while (last < rows && starts[last + 1] - starts[first] <= Math.max(blockEntries, columns));
    if (2 * (starts[last] - starts[first]) > pairs.length) pairs = new Int32Array(2 * (starts[last] - starts[first]));
    places.fill(0);
    for (let i = starts[first]; i < starts[last]; i++) places[kept[i] + 1]++;
    for (let column = 0; column < columns; column++) places[column + 1] += places[column];
    for (let row = first; row < last; row++)
      for (let i = starts[row]; i < starts[row + 1]; i++) {
        const at = 2 * places[kept[i]]++;
        pairs[at] = row;
        pairs[at + 1] = keptCounts[i];
      }
    for (let column = 0, at = 0; column < columns; column++)
      for (const end = places[column]; at < end; at++) {
        const to = next[pairs[2 * at]]++;
        const count = pairs[2 * at + 1];
        kept[to] = column;
        values[to] = (options.sublinearTf && count > 1 ? Math.log(count) + 1 : count) * idf[column];
      }
  }
  const matrix = { rows, columns, starts, indices: kept.slice(0, total), values };
  normaliseRows(matrix, options.norm);
  return matrix;
}

function createVectorizer(options: Settled, documents: number, terms: readonly string[], idf: Float64Array): TfidfVectorizer {
  let index: { trie: GramTrie; columns: Int32Array } | undefined;
  return {
    options,
    documents,
    terms,
    idf,
    transform(texts) {
      index ??= indexTerms(terms);
      const counts = countGrams(texts, index.trie, options, false);
      return weigh(counts, index.columns, idf, options);
    },
  };
}

function indexTerms(terms: readonly string[]): { trie: GramTrie; columns: Int32Array } {
  const trie = new GramTrie();
  const scanner = new WordScanner();
  const nodes = terms.map((term) => {
    scanner.reset(term);
    let node = -1;
    while (scanner.next()) {
      const word = trie.words.add(scanner.bytes, scanner.start, scanner.end, scanner.hash);
      node = node < 0 ? trie.addWord(word) : trie.add(node, word);
    }
    return node;
  });
  const columns = new Int32Array(trie.size).fill(-1);
  nodes.forEach((node, column) => {
    if (node >= 0) columns[node] = column;
  });
  return { trie, columns };
}
