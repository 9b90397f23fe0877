import { GramTrie } from '@/lib/ml/text/gram-trie';

export interface NgramModel {
  readonly order: number;
  readonly vocabularySize: number;
  /** Log-likelihood in nats of every token of a text, given all that stands before it: Float64Array(tokens.length). */
  logLikelihoods(tokens: ArrayLike<number>): Float64Array;
  /** Probabilities of every token after a context that begins its text (or stands deep enough in it): Float64Array(vocabularySize). */
  distribution(context: ArrayLike<number>): Float64Array;
}

export interface NgramOptions {
  /** Length of the longest n-gram; default 3. */
  readonly order?: number;
  /** Token ids are 0 … vocabularySize − 1; tokens never seen share in the uniform part. */
  readonly vocabularySize: number;
}

/** The n-grams that end at some place of a text, by length: nodes of the trie, -1 where there is none. */
type Ending = Int32Array;

interface Counts {
  readonly trie: GramTrie;
  /** Node of the start of a text, a word that is never predicted. */
  readonly startNode: number;
  /** Raw counts of the longest n-grams and of those at the start of a text, of all others the number of different tokens before them. */
  readonly adjusted: Int32Array;
}

/**
 * Interpolated Kneser–Ney with three modified discounts an order (Chen and Goodman 1999, section 3), the unigrams
 * interpolated with the uniform distribution. Each text begins with a start symbol of its own and ends where it ends:
 * end-of-text is a token like any other, if wanted.
 */
export function fitKneserNey(texts: readonly ArrayLike<number>[], { order = 3, vocabularySize }: NgramOptions): NgramModel {
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`order must be a positive integer, got ${order}`);
  const counts = countNgrams(texts, order, vocabularySize);
  const { trie, adjusted, startNode } = counts;
  const discounts = estimateDiscounts(counts, order);

  // Per context (index 0: the empty one): sum of its continuations' counts, and the mass that the discounts take from it.
  const totals = new Float64Array(trie.size + 1);
  const freed = new Float64Array(trie.size + 1);
  for (let node = 0; node < trie.size; node++) {
    if (node === startNode) continue;
    const context = trie.parentOf(node) + 1;
    totals[context] += adjusted[node];
    freed[context] += discountOf(discounts[trie.depthOf(node)], adjusted[node]);
  }

  const probability = (ending: Ending, token: number): number => {
    let lower = 1 / vocabularySize;
    for (let n = 1; n <= order; n++) {
      const context = n === 1 ? -1 : ending[n - 1];
      if (n > 1 && context < 0) continue;
      const total = totals[context + 1];
      if (total === 0) continue;
      const node = n === 1 ? trie.findWord(token) : trie.find(context, token);
      const count = node < 0 ? 0 : adjusted[node];
      lower = (count - discountOf(discounts[n], count) + freed[context + 1] * lower) / total;
    }
    return lower;
  };
  const walk = (tokens: ArrayLike<number>, visit: (ending: Ending, token: number, i: number) => void): Ending => {
    const ending: Ending = new Int32Array(order + 1).fill(-1);
    if (startNode >= 0) ending[1] = startNode;
    for (let i = 0; i < tokens.length; i++) {
      const token = requireToken(tokens[i], vocabularySize);
      visit(ending, token, i);
      for (let n = order; n > 1; n--) ending[n] = ending[n - 1] < 0 ? -1 : trie.find(ending[n - 1], token);
      ending[1] = trie.findWord(token);
    }
    return ending;
  };
  return {
    order,
    vocabularySize,
    logLikelihoods(tokens) {
      const logs = new Float64Array(tokens.length);
      walk(tokens, (ending, token, i) => (logs[i] = Math.log(probability(ending, token))));
      return logs;
    },
    distribution(context) {
      const ending = walk(context, () => undefined);
      return Float64Array.from({ length: vocabularySize }, (_, token) => probability(ending, token));
    },
  };
}

/** The bigram baseline: {@link fitKneserNey} of order 2. */
export function fitBigram(texts: readonly ArrayLike<number>[], vocabularySize: number): NgramModel {
  return fitKneserNey(texts, { order: 2, vocabularySize });
}

function countNgrams(texts: readonly ArrayLike<number>[], order: number, vocabularySize: number): Counts {
  const trie = new GramTrie();
  const start = vocabularySize;
  const startNode = texts.length > 0 && order > 1 ? trie.addWord(start) : -1;
  let adjusted = new Int32Array(4096);
  const ending: Ending = new Int32Array(order + 1);
  for (const text of texts) {
    ending.fill(-1);
    ending[1] = startNode;
    for (let i = 0; i < text.length; i++) {
      const token = requireToken(text[i], vocabularySize);
      let longerIsNew = false;
      for (let n = order; n >= 1; n--) {
        const context = n === 1 ? -1 : ending[n - 1];
        if (n > 1 && context < 0) {
          ending[n] = -1;
          continue;
        }
        const known = trie.size;
        const node = n === 1 ? trie.addWord(token) : trie.add(context, token);
        if (node >= adjusted.length) {
          const grown = new Int32Array(adjusted.length * 2);
          grown.set(adjusted);
          adjusted = grown;
        }
        const atStart = n === i + 2;
        if (n === order || atStart || longerIsNew) adjusted[node]++;
        longerIsNew = node === known;
        ending[n] = node;
      }
    }
  }
  return { trie, startNode, adjusted };
}

type Discounts = readonly [number, number, number, number];

/** Discounts of counts 1, 2 and 3 or more, by order, from how many n-grams have counts 1 to 4. */
function estimateDiscounts({ trie, adjusted, startNode }: Counts, order: number): Discounts[] {
  const withCount = Array.from({ length: order + 1 }, () => [0, 0, 0, 0, 0]);
  for (let node = 0; node < trie.size; node++)
    if (node !== startNode && adjusted[node] <= 4) withCount[trie.depthOf(node)][adjusted[node]]++;
  return withCount.map(([, n1, n2, n3, n4]) => {
    const y = n1 / (n1 + 2 * n2);
    const discount = (count: number, more: number, these: number): number => {
      const estimated = count - (count + 1) * y * (more / these);
      // Small texts leave the estimate undefined or out of range.
      return Number.isFinite(estimated) && estimated > 0 ? Math.min(estimated, count) : 0.5;
    };
    return [0, discount(1, n2, n1), discount(2, n3, n2), discount(3, n4, n3)];
  });
}

function discountOf(discounts: Discounts, count: number): number {
  return discounts[Math.min(count, 3)];
}

function requireToken(token: number, vocabularySize: number): number {
  if (!(Number.isInteger(token) && token >= 0 && token < vocabularySize))
    throw new RangeError(`token ${token} is not one of the ${vocabularySize} of the vocabulary`);
  return token;
}
