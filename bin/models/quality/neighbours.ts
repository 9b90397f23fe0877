import type { Rng } from '@/lib/core/rng';
import { beginning, beginningToken, bagVocabulary, joinedSigns, joinStretches, orderSigns, sentenceStretch, sentenceTokens, type BagVocabulary, type Stretch } from '@/lib/features/stories/server/quality/features/bags';
import { splits } from '@/lib/features/stories/server/quality/features/cohesion';
import { joinedPairs, orderPairs, type NeighbourModels } from '@/lib/features/stories/server/quality/features/neighbours';
import { readSentences, type ReadText, type TermWeights } from '@/lib/features/stories/server/quality/reading';
import { bagVector, pairedBagsTrainer, type PairedBags } from '@/lib/ml/train/tabular';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';

export interface NeighbourSizes {
  /** Words, and other tokens, that are known at most. */
  readonly words: number;
  readonly others: number;
  readonly width: number;
  readonly orderRounds: number;
  readonly joinedRounds: number;
}

/** Chosen by how well shuffles and splices of the books of `fit` are told from what stands there. */
export const neighbourSizes: NeighbourSizes = { words: 9000, others: 6000, width: 32, orderRounds: 3, joinedRounds: 8 };

interface ReadPassage {
  readonly book: string;
  readonly text: ReadText;
  readonly stretches: readonly Stretch[];
}

/**
 * Teaches which sentence of a passage follows which, the others of the passage being the wrong answers; and which second part of a passage
 * belongs to which first part, those of other passages, most of the same book, being the wrong ones.
 */
export function fitNeighbours(passages: readonly Passage[], weights: TermWeights, rng: Rng, sizes: NeighbourSizes = neighbourSizes): NeighbourModels {
  const texts = passages.map(({ sentences }) => readSentences(sentences));
  const vocabulary = learnVocabulary(texts, sizes);
  const read = texts.map((text, i): ReadPassage => ({ book: passages[i].book, text, stretches: text.sentences.map((each) => sentenceStretch(each, vocabulary)) }));
  const order = fitOrder(read, vocabulary, rng.fork('order'), sizes);
  const joined = fitJoined(read, { vocabulary, weights, rng: rng.fork('joined'), sizes });
  return { vocabulary, order, joined, others: strangers(read, joined, vocabulary, rng.fork('others')) };
}

/** The tokens of most sentences; pairs of words only of frequent ones. */
function learnVocabulary(texts: readonly ReadText[], { words, others }: NeighbourSizes): BagVocabulary {
  const [counts, otherCounts] = [new Map<string, number>(), new Map<string, number>()];
  const tokens = texts.map(({ sentences }) => sentences.map(sentenceTokens));
  const add = (to: Map<string, number>, token: string): unknown => to.set(token, (to.get(token) ?? 0) + 1);
  for (const sentence of tokens.flat()) for (const token of sentence.words) add(counts, token);
  const frequent = (token: string): boolean => (counts.get(token.replaceAll(/[\^$]/g, '')) ?? 0) > 50 || !/\p{L}/u.test(token);
  for (const sentence of tokens.flat()) for (const token of sentence.others) if (token.split(' ').every(frequent)) add(otherCounts, token);
  const top = (of: Map<string, number>, most: number): string[] =>
    [...of].filter(([, count]) => count >= 5).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most).map(([token]) => token);
  const known = top(counts, words);
  return bagVocabulary([...known, ...top(otherCounts, others), beginningToken], known.length);
}

/** Rates fall to a fifth on the way. */
const rateAt = (round: number, rounds: number, first = 0.05): number => first * (1 - (0.8 * round) / rounds);

function fitOrder(read: readonly ReadPassage[], vocabulary: BagVocabulary, rng: Rng, { width, orderRounds }: NeighbourSizes): PairedBags {
  const trainer = pairedBagsTrainer({ vocabulary: vocabulary.ids.size, width, signs: orderSigns, rng });
  for (let round = 0; round < orderRounds; round++) {
    for (const { text, stretches } of rng.fork(`round ${round}`).shuffle(read)) {
      const partners = stretches.map((_, j) => [j, j] as const);
      trainer.step(orderPairs(text.sentences, stretches, vocabulary), partners, rateAt(round, orderRounds));
    }
  }
  return trainer.model;
}

/** Passages of the same book, and of any, that are one another's wrong answers. */
const [sameBook, anyBook] = [6, 2] as const;

interface JoinedOptions {
  readonly vocabulary: BagVocabulary;
  readonly weights: TermWeights;
  readonly rng: Rng;
  readonly sizes: NeighbourSizes;
}

function fitJoined(read: readonly ReadPassage[], { vocabulary, weights, rng, sizes: { width, joinedRounds } }: JoinedOptions): PairedBags {
  const trainer = pairedBagsTrainer({ vocabulary: vocabulary.words, width, signs: joinedSigns, rng });
  const ofBook = new Map<string, ReadPassage[]>();
  for (const each of read) ofBook.set(each.book, [...(ofBook.get(each.book) ?? []), each]);
  for (let round = 0; round < joinedRounds; round++) {
    const drawing = rng.fork(`round ${round}`);
    for (const first of drawing.shuffle(read).slice(0, Math.ceil(read.length / (sameBook + anyBook)))) {
      const chosen = new Set([first]);
      const own = ofBook.get(first.book) ?? [first];
      for (let draw = 1; draw < sameBook; draw++) chosen.add(drawing.pick(own));
      for (let draw = 0; draw < anyBook; draw++) chosen.add(drawing.pick(read));
      const parts = [...chosen].map((passage) => partsOf(passage, vocabulary, drawing));
      const pairs = joinedPairs(parts.map(({ before }) => before), parts.map(({ after }) => after), weights); // prettier-ignore
      trainer.step(pairs, parts.map((_, i) => [i, i] as const), rateAt(round, joinedRounds)); // prettier-ignore
    }
  }
  return trainer.model;
}

function partsOf({ stretches }: ReadPassage, vocabulary: BagVocabulary, rng: Rng): { before: Stretch; after: Stretch } {
  const places = splits(stretches.length);
  if (places.length === 0) return { before: beginning(vocabulary), after: beginning(vocabulary) };
  const at = rng.pick(places);
  // Sometimes the whole parts, sometimes what stands near the seam: both are asked about.
  const reach = rng.next() < 0.3 ? 3 : stretches.length;
  return {
    before: joinStretches(stretches.slice(Math.max(0, at - reach), at), vocabulary),
    after: joinStretches(stretches.slice(at, at + reach), vocabulary),
  };
}

const strangerCount = 48;

function strangers(read: readonly ReadPassage[], { width, before, after }: PairedBags, vocabulary: BagVocabulary, rng: Rng): NeighbourModels['others'] {
  const parts = rng.shuffle(read).slice(0, strangerCount).map((passage) => partsOf(passage, vocabulary, rng)); // prettier-ignore
  return {
    before: parts.map((part) => bagVector(before, width, part.before.bag)),
    after: parts.map((part) => bagVector(after, width, part.after.bag)),
  };
}
