import type { GramTrie } from './gram-trie';
import { withCapacity } from './typed-array-growth';
import { WordScanner } from './word-scanner';
import { WordTable } from './word-table';

export interface GramOptions {
  /** Shortest and longest n-gram, both inclusive. */
  readonly ngramRange: readonly [number, number];
  readonly lowercase: boolean;
  /** Left out before n-grams are formed, so that their neighbours become neighbours of each other. */
  readonly stopWords: readonly string[];
}

/** How often each n-gram (a node of the trie) stands in each text, in order of first occurrence. */
export interface GramCounts {
  readonly starts: Int32Array;
  readonly nodes: Int32Array;
  readonly counts: Int32Array;
  /** Number of texts that hold the n-gram, by node. */
  readonly frequencies: Int32Array;
}

/**
 * Counts the n-grams of every text. With `grow` unknown n-grams enter the trie; without it they are passed over.
 */
export function countGrams(texts: readonly string[], trie: GramTrie, options: GramOptions, grow: boolean): GramCounts {
  const [shortest, longest] = options.ngramRange;
  const stopWords = stopWordTable(options.stopWords);
  const scanner = new WordScanner();
  const table = trie.words;
  const starts = new Int32Array(texts.length + 1);
  // Room for most texts at once: what is not touched costs no memory, copying to grow does.
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  let nodes: Int32Array = new Int32Array(1024 + Math.ceil(characters / 8) * (longest - shortest + 1));
  let counts: Int32Array = new Int32Array(nodes.length);
  /** By node, side by side: where the n-gram was counted last, plus one (beyond the row's start: in this text), and in how many texts. */
  let seen: Int32Array = new Int32Array(2 * Math.max(4096, trie.size));
  /** Nodes of the n-grams that end at the last word, by length; -1 where there is none. */
  const ending = new Int32Array(longest + 1);
  /** Then words get nodes in the order of their ids: both are the same number. */
  const wordsOnly = longest === 1;
  let total = 0;

  for (let row = 0; row < texts.length; row++) {
    const rowStart = total;
    scanner.reset(options.lowercase ? texts[row].toLowerCase() : texts[row]);
    ending.fill(-1);
    while (scanner.next()) {
      const { bytes, start, end, hash } = scanner;
      if (stopWords !== undefined && stopWords.find(bytes, start, end, hash) >= 0) continue;
      const word = grow ? table.add(bytes, start, end, hash) : table.find(bytes, start, end, hash);
      for (let n = longest; n >= 1; n--) {
        let node = -1;
        if (wordsOnly) {
          node = grow && word === trie.size ? trie.addWord(word) : word;
        } else if (n === 1) {
          if (word >= 0) node = grow ? trie.addWord(word) : trie.findWord(word);
        } else if (word >= 0 && ending[n - 1] >= 0) {
          node = grow ? trie.add(ending[n - 1], word) : trie.find(ending[n - 1], word);
        }
        ending[n] = node;
        if (node < 0 || n < shortest) continue;
        if (2 * node >= seen.length) seen = withCapacity(seen, 2 * node + 2);
        const at = seen[2 * node];
        if (at > rowStart) counts[at - 1]++;
        else {
          if (total === nodes.length) {
            nodes = withCapacity(nodes, total + 1);
            counts = withCapacity(counts, total + 1);
          }
          nodes[total] = node;
          counts[total] = 1;
          seen[2 * node + 1]++;
          seen[2 * node] = ++total;
        }
      }
    }
    starts[row + 1] = total;
  }
  return { starts, nodes, counts, frequencies: Int32Array.from({ length: trie.size }, (_, node) => seen[2 * node + 1] ?? 0) };
}

function stopWordTable(stopWords: readonly string[]): WordTable | undefined {
  if (stopWords.length === 0) return undefined;
  const table = new WordTable();
  const scanner = new WordScanner();
  for (const word of stopWords) {
    scanner.reset(word);
    if (scanner.next() && scanner.end - scanner.start === new TextEncoder().encode(word).length)
      table.add(scanner.bytes, scanner.start, scanner.end, scanner.hash);
  }
  return table;
}
