import { shingles, similarPairs, words } from '@/lib/ml/text';

export interface Leak {
  /** Positions in the two lists. */
  readonly train: number;
  readonly heldOut: number;
  /** 1 for the same words in the same order. */
  readonly similarity: number;
  readonly kind: 'exact' | 'near';
}

export interface LeakOptions {
  /** Least Jaccard similarity of the texts' shingles that counts as nearly the same; default 0.7. */
  readonly threshold?: number;
  /** Words a shingle; default 4. */
  readonly shingleLength?: number;
}

/**
 * Held-out texts that stand in the training texts, too: with the same words (case and punctuation aside), or nearly the
 * same. An empty list is what an honest evaluation needs. Texts without words are passed over.
 */
export function findLeaks(
  train: readonly string[],
  heldOut: readonly string[],
  { threshold = 0.7, shingleLength = 4 }: LeakOptions = {},
): Leak[] {
  const [trainWords, heldOutWords] = [train, heldOut].map((texts) => texts.map((text) => words(text, { shortest: 1 })));
  const [trainKeys, heldOutKeys] = [trainWords, heldOutWords].map((lists) => lists.map((list) => list.join(' ')));
  const shinglesOf = (lists: readonly string[][]): Set<number>[] => lists.map((list) => shingles(list, shingleLength));
  return similarPairs(shinglesOf(trainWords), shinglesOf(heldOutWords), threshold).map(({ left, right, similarity }) => {
    const exact = trainKeys[left] === heldOutKeys[right];
    return { train: left, heldOut: right, similarity, kind: exact ? 'exact' : 'near' };
  });
}
