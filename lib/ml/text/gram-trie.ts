import { withCapacity } from './typed-array-growth';
import { finishHash, hashUnit } from './word-scanner';
import { WordTable } from './word-table';
import { codePointOrder } from './words';

/**
 * All n-grams up to some length as a trie: a node is its parent n-gram followed by one word. Looking an n-gram up
 * costs one hash of two integers, whatever its length, and no string is built until the vocabulary is wanted.
 */
export class GramTrie {
  size = 0;
  readonly words = new WordTable();
  private parents: Int32Array = new Int32Array(512);
  private lastWords: Int32Array = new Int32Array(512);
  private depths: Int32Array = new Int32Array(512);
  /** Node + 1 of a word standing alone, by word. */
  private singles: Int32Array = new Int32Array(512);
  /** Triples (node + 1, parent, word): all that a look-up compares lies side by side. */
  private slots = new Int32Array(3 * 1024);
  private chained = 0;

  /** Node of the word alone, or -1. */
  findWord(word: number): number {
    return word < this.singles.length ? this.singles[word] - 1 : -1;
  }

  addWord(word: number): number {
    if (word < this.singles.length && this.singles[word] > 0) return this.singles[word] - 1;
    this.singles = withCapacity(this.singles, word + 1);
    const node = this.addNode(-1, word, 1);
    this.singles[word] = node + 1;
    return node;
  }

  /** Node of the n-gram that continues `parent` with `word`, or -1. */
  find(parent: number, word: number): number {
    return this.slots[this.slotOf(parent, word)] - 1;
  }

  add(parent: number, word: number): number {
    const slot = this.slotOf(parent, word);
    if (this.slots[slot] > 0) return this.slots[slot] - 1;
    const node = this.addNode(parent, word, this.depths[parent] + 1);
    this.slots[slot] = node + 1;
    this.slots[slot + 1] = parent;
    this.slots[slot + 2] = word;
    if (++this.chained * 6 > this.slots.length) this.rehash();
    return node;
  }

  /** Node of the n-gram without its last word, or -1 for a single word. */
  parentOf(node: number): number {
    return this.parents[node];
  }

  /** Number of words in the n-gram. */
  depthOf(node: number): number {
    return this.depths[node];
  }

  /** The n-gram of every node, its words joined by single spaces. `words` is what `this.words.list()` gives. */
  list(words: readonly string[] = this.words.list()): string[] {
    const grams = new Array<string>(this.size);
    for (let node = 0; node < this.size; node++) {
      const parent = this.parents[node];
      const word = words[this.lastWords[node]];
      grams[node] = parent < 0 ? word : `${grams[parent]} ${word}`;
    }
    return grams;
  }

  /**
   * All nodes in code-point order of their n-grams. A space sorts before every word character, so this is the
   * preorder of the trie with children in the order of their words: counting sorts do it, no n-grams are compared.
   */
  sorted(words: readonly string[] = this.words.list()): Int32Array {
    const { size, parents } = this;
    const wordRanks = new Int32Array(words.length);
    codePointOrder(words).forEach((word, rank) => (wordRanks[word] = rank));
    const rankOfLastWord = this.lastWords.subarray(0, size).map((word) => wordRanks[word]);
    const rankInLevel = new Int32Array(size + 1);
    const rankOfParent = new Int32Array(size);
    const levels: Int32Array[] = [];
    for (const level of this.nodesByDepth()) {
      for (const node of level) rankOfParent[node] = rankInLevel[parents[node] + 1];
      const byWord = countingSort(level, rankOfLastWord, this.words.size);
      const order = countingSort(byWord, rankOfParent, levels.at(-1)?.length ?? 1);
      order.forEach((node, rank) => (rankInLevel[node + 1] = rank));
      levels.push(order);
    }

    const subtree = new Int32Array(size).fill(1);
    for (const level of levels.toReversed()) for (const node of level) if (parents[node] >= 0) subtree[parents[node]] += subtree[node];
    const nextPlace = new Int32Array(size + 1);
    const sorted = new Int32Array(size);
    for (const level of levels)
      for (const node of level) {
        const owner = parents[node] + 1;
        const at = nextPlace[owner];
        nextPlace[owner] += subtree[node];
        nextPlace[node + 1] = at + 1;
        sorted[at] = node;
      }
    return sorted;
  }

  private nodesByDepth(): Int32Array[] {
    const depths = this.depths.subarray(0, this.size);
    const deepest = depths.reduce((a, b) => Math.max(a, b), 0);
    const nodes = new Int32Array(this.size).map((_, node) => node);
    return Array.from({ length: deepest }, (_, i) => (deepest === 1 ? nodes : nodes.filter((node) => depths[node] === i + 1)));
  }

  private addNode(parent: number, word: number, depth: number): number {
    const node = this.size++;
    this.parents = withCapacity(this.parents, this.size);
    this.lastWords = withCapacity(this.lastWords, this.size);
    this.depths = withCapacity(this.depths, this.size);
    this.parents[node] = parent;
    this.lastWords[node] = word;
    this.depths[node] = depth;
    return node;
  }

  private slotOf(parent: number, word: number): number {
    const { slots } = this;
    const mask = slots.length / 3 - 1;
    for (let at = pairHash(parent, word) & mask; ; at = (at + 1) & mask) {
      const slot = 3 * at;
      if (slots[slot] === 0 || (slots[slot + 2] === word && slots[slot + 1] === parent)) return slot;
    }
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    for (let from = 0; from < old.length; from += 3) {
      if (old[from] === 0) continue;
      const to = this.slotOf(old[from + 1], old[from + 2]);
      this.slots[to] = old[from];
      this.slots[to + 1] = old[from + 1];
      this.slots[to + 2] = old[from + 2];
    }
  }
}

function pairHash(parent: number, word: number): number {
  return finishHash(hashUnit(Math.imul(parent + 1, 0x9e3779b1 | 0), word));
}

function countingSort(nodes: Int32Array, keys: Int32Array, keyCount: number): Int32Array {
  const places = new Int32Array(keyCount + 1);
  for (const node of nodes) places[keys[node] + 1]++;
  for (let key = 0; key < keyCount; key++) places[key + 1] += places[key];
  const sorted = new Int32Array(nodes.length);
  for (const node of nodes) sorted[places[keys[node]]++] = node;
  return sorted;
}
