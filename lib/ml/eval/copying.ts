export interface Copied {
  /** Number of tokens of the longest run that stands in the reference, too. */
  readonly length: number;
  /** Where it begins in the candidate. */
  readonly start: number;
}

/** Reference texts, indexed for finding what was copied from them. */
export interface CopyIndex {
  /** The longest run of tokens that stands in one of the reference texts; the first of equals. */
  longestCopied(candidate: ArrayLike<number>): Copied;
  /** Whether the whole run stands in one of the reference texts. */
  contains(run: ArrayLike<number>): boolean;
}

/** Between texts and at the end: no candidate token equals it, so no run crosses it. */
const border = -1;

/**
 * Indexes texts of token ids (≥ 0) by a suffix array: 4 bytes a token kept, 16 while it is built, and
 * O(n log n) radix steps by prefix doubling (Manber and Myers 1993).
 */
export function createCopyIndex(texts: readonly ArrayLike<number>[]): CopyIndex {
  const tokens = new Int32Array(texts.reduce((sum, text) => sum + text.length + 1, 0)).fill(border);
  let at = 0;
  for (const text of texts) {
    tokens.set(text, at);
    at += text.length + 1;
  }
  const suffixes = suffixArray(tokens);

  /** Length of what candidate[start…] shares with the suffix that begins at `position`, and which sorts first. */
  const compare = (candidate: ArrayLike<number>, start: number, position: number): { shared: number; candidateFirst: boolean } => {
    let shared = 0;
    while (
      start + shared < candidate.length &&
      position + shared < tokens.length &&
      candidate[start + shared] === tokens[position + shared]
    )
      shared++;
    if (start + shared === candidate.length) return { shared, candidateFirst: true };
    return { shared, candidateFirst: position + shared < tokens.length && candidate[start + shared] < tokens[position + shared] };
  };
  /** The neighbours of where candidate[start…] would stand share the longest prefix with it. */
  const longestFrom = (candidate: ArrayLike<number>, start: number): number => {
    let [low, high, longest] = [0, suffixes.length, 0];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { shared, candidateFirst } = compare(candidate, start, suffixes[middle]);
      longest = Math.max(longest, shared);
      if (candidateFirst) high = middle;
      else low = middle + 1;
    }
    return longest;
  };
  return {
    longestCopied(candidate) {
      let best: Copied = { length: 0, start: 0 };
      for (let start = 0; start + best.length < candidate.length; start++) {
        const length = longestFrom(candidate, start);
        if (length > best.length) best = { length, start };
      }
      return best;
    },
    contains: (run) => longestFrom(run, 0) === run.length,
  };
}

/** Positions of all suffixes in the order of their tokens. */
function suffixArray(tokens: Int32Array): Int32Array {
  const n = tokens.length;
  const places = new Int32Array(Math.max(n, tokens.reduce((a, b) => Math.max(a, b), 0) + 2) + 1);
  const order = new Int32Array(n);
  for (const token of tokens) places[token + 2]++;
  for (let i = 1; i < places.length; i++) places[i] += places[i - 1];
  for (let i = 0; i < n; i++) order[places[tokens[i] + 1]++] = i;
  let ranks = new Int32Array(n);
  for (let i = 1; i < n; i++) ranks[order[i]] = ranks[order[i - 1]] + (tokens[order[i]] === tokens[order[i - 1]] ? 0 : 1);
  let nextRanks = new Int32Array(n);
  const bySecondHalf = new Int32Array(n);
  for (let width = 1; n > 0 && ranks[order[n - 1]] < n - 1; width *= 2) {
    // By the second half first: suffixes that have none, then the others in the order of what follows them.
    let filled = 0;
    for (let i = Math.max(0, n - width); i < n; i++) bySecondHalf[filled++] = i;
    for (const position of order) if (position >= width) bySecondHalf[filled++] = position - width;
    places.fill(0);
    for (let i = 0; i < n; i++) places[ranks[i] + 1]++;
    for (let i = 0; i < n; i++) places[i + 1] += places[i];
    for (const position of bySecondHalf) order[places[ranks[position]]++] = position;
    const half = (position: number): number => (position + width < n ? ranks[position + width] : -1);
    nextRanks[order[0]] = 0;
    for (let i = 1; i < n; i++) {
      const [a, b] = [order[i - 1], order[i]];
      nextRanks[b] = nextRanks[a] + (ranks[a] === ranks[b] && half(a) === half(b) ? 0 : 1);
    }
    [ranks, nextRanks] = [nextRanks, ranks];
  }
  return order;
}
