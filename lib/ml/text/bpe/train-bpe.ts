import { utf8 } from './byte-alphabet';
import { pieces } from './pre-tokenize';
import { firstByte, firstMerge, normalizeText, type BpeVocabulary } from './vocabulary';

export interface BpeTraining {
  /** Tokens in all: special tokens, 256 bytes and merges. */
  readonly vocabularySize: number;
  readonly specialTokens: readonly string[];
  /** A pair that occurs less often is not merged; 2 unless said. */
  readonly minFrequency?: number;
  /** See {@link BpeVocabulary}. */
  readonly uncased?: boolean;
}

/** Pair (left, right) as one number: ids stay below 2^21, so the key stays exact. */
const pairKey = (left: number, right: number): number => left * 0x200000 + right;
const leftOf = (key: number): number => Math.floor(key / 0x200000);
const rightOf = (key: number): number => key % 0x200000;

/**
 * Learns byte-level BPE merges (Sennrich et al. 2016; bytes as in GPT-2) from texts: again and again the most
 * frequent pair of neighbouring tokens becomes a token; among equals the pair with the smaller ids. The
 * same texts give the same vocabulary. Stops early when no pair is frequent enough.
 */
export function trainBpe(
  texts: Iterable<string>,
  { vocabularySize, specialTokens, minFrequency = 2, uncased }: BpeTraining,
): BpeVocabulary {
  const merges: [number, number][] = [];
  const wanted = vocabularySize - firstMerge({ specialTokens });
  if (wanted < 0)
    throw new RangeError(`a vocabulary of ${vocabularySize} has no room for ${specialTokens.length} special tokens and 256 bytes`);
  const words = countWords(texts, { specialTokens, uncased });
  const pairs = new PairCounts();
  words.forEach(({ tokens, count }, word) => {
    for (let i = 1; i < tokens.length; i++) pairs.add(pairKey(tokens[i - 1], tokens[i]), count, word);
  });
  while (merges.length < wanted) {
    const best = pairs.mostFrequent();
    if (best === undefined || best.count < minFrequency) break;
    const [left, right] = [leftOf(best.key), rightOf(best.key)];
    const made = firstMerge({ specialTokens }) + merges.length;
    merges.push([left, right]);
    for (const word of pairs.wordsWith(best.key)) {
      const { tokens, count } = words[word];
      mergeInWord(tokens, left, right, made, (key, change) => pairs.add(key, change * count, word));
    }
    pairs.drop(best.key);
  }
  return { specialTokens, merges, ...(uncased ? { uncased } : {}) };
}

interface CountedWord {
  readonly tokens: number[];
  readonly count: number;
}

function countWords(texts: Iterable<string>, vocabulary: Pick<BpeVocabulary, 'specialTokens' | 'uncased'>): CountedWord[] {
  const counts = new Map<string, number>();
  const byteBase = firstByte(vocabulary);
  for (const text of texts) for (const word of pieces(normalizeText(vocabulary, text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({ tokens: Array.from(utf8(word), (byte) => byteBase + byte), count }));
}

/** Replaces (left, right) by `made` in place and tells which pairs went and came. */
function mergeInWord(tokens: number[], left: number, right: number, made: number, change: (key: number, by: number) => void): void {
  for (let i = 0; i + 1 < tokens.length; i++) {
    if (tokens[i] !== left || tokens[i + 1] !== right) continue;
    change(pairKey(left, right), -1);
    if (i > 0) {
      change(pairKey(tokens[i - 1], left), -1);
      change(pairKey(tokens[i - 1], made), 1);
    }
    if (i + 2 < tokens.length) {
      change(pairKey(right, tokens[i + 2]), -1);
      change(pairKey(made, tokens[i + 2]), 1);
    }
    tokens.splice(i, 2, made);
  }
}

/** How often each pair occurs and in which words, with the most frequent one at hand. */
class PairCounts {
  private readonly counts = new Map<number, number>();
  private readonly words = new Map<number, Set<number>>();
  /** A binary heap of counts as they once were; an entry whose count has changed since is passed over. */
  private readonly heap: { key: number; count: number }[] = [];
  private readonly grown = new Set<number>();

  add(key: number, by: number, word: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
    if (by < 0) return;
    this.grown.add(key);
    const words = this.words.get(key);
    if (words) words.add(word);
    else this.words.set(key, new Set([word]));
  }

  wordsWith(key: number): readonly number[] {
    return [...(this.words.get(key) ?? [])];
  }

  drop(key: number): void {
    this.counts.delete(key);
    this.words.delete(key);
  }

  mostFrequent(): { key: number; count: number } | undefined {
    for (const key of this.grown) {
      const count = this.counts.get(key);
      if (count) this.push({ key, count });
    }
    this.grown.clear();
    for (;;) {
      const top = this.heap[0];
      if (!top) return undefined;
      const count = this.counts.get(top.key) ?? 0;
      if (count === top.count) return top;
      // Counts only fall behind the heap's back: growth is pushed above. So the entry sinks to its place.
      this.pop();
      if (count > 0) this.push({ key: top.key, count });
    }
  }

  private push(entry: { key: number; count: number }): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: { key: number; count: number }, b: { key: number; count: number }): boolean {
  return a.count > b.count || (a.count === b.count && a.key < b.key);
}
