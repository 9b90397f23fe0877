import type { Rng } from '@/lib/core/rng';
import { pairFeatures, widest, type NeighbourModels } from '@/lib/features/stories/server/quality/features/neighbours';
import { readSentences, type ReadSentence } from '@/lib/features/stories/server/quality/reading';
import { fitHashedLogistic, placesOf, type HashedExample } from '@/lib/ml/train/tabular';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';

export const neighbourPlaces = 2 ** 17;

/**
 * Teaches which sentence follows which: pairs as they stand in books against pairs of one passage that are no neighbours, or stand the other
 * way round (`order`), and against the first sentence with one of another passage (`joined`).
 */
export function fitNeighbours(passages: readonly Passage[], rng: Rng): NeighbourModels {
  const read = passages.map(({ sentences }) => readSentences(sentences).sentences);
  const [order, joined]: HashedExample[][] = [[], []];
  const example = (before: ReadSentence, after: ReadSentence, positive: boolean): HashedExample => ({
    places: placesOf(pairFeatures(before, after), neighbourPlaces),
    positive,
  });
  const byBook = new Map<string, number[]>();
  passages.forEach(({ book }, number) => byBook.set(book, [...(byBook.get(book) ?? []), number]));
  read.forEach((sentences, number) => {
    const sameBook = byBook.get(passages[number].book) ?? [number];
    for (let i = 1; i < sentences.length; i++) {
      const far = sentences.map((_, place) => place).filter((place) => place !== i && place !== i - 1);
      order.push(example(sentences[i - 1], sentences[i], true));
      order.push(rng.next() < 0.3 || far.length === 0 ? example(sentences[i], sentences[i - 1], false) : example(sentences[rng.pick(far)], sentences[i], false));
      for (let draw = 0; draw < 2; draw++) {
        const before = Math.max(0, i - 1 - rng.int(widest));
        const other = read[rng.next() < 0.5 ? rng.pick(sameBook) : rng.int(read.length)];
        joined.push(example(sentences[before], sentences[i], true), example(sentences[before], other[rng.int(other.length)], false));
      }
    }
  });
  const fit = (examples: readonly HashedExample[], label: string) => fitHashedLogistic(examples, { size: neighbourPlaces, rng: rng.fork(label), epochs: 4, learningRate: 0.04 });
  return { order: fit(order, 'order'), joined: fit(joined, 'joined') };
}
