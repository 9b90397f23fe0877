import { bagVector, logShares, pairScores, type BagPairs, type PairedBags } from '@/lib/ml/train/tabular';
import type { ReadSentence, ReadText, TermWeights } from '../reading';
import {
  beginning,
  joinedSignsOf,
  joinStretches,
  orderSignsOf,
  sentenceStretch,
  speechShape,
  type BagVocabulary,
  type Stretch,
} from './bags';
import { least, mean, splits } from './cohesion';

/** Two learned opinions: which sentence follows which, and whether what comes is of one text with what came. */
export interface NeighbourModels {
  readonly vocabulary: BagVocabulary;
  readonly order: PairedBags;
  readonly joined: PairedBags;
  /** Vectors of other texts' first and second parts, by the second opinion: what a part has in common with any is no sign. */
  readonly others: { readonly before: readonly Float32Array[]; readonly after: readonly Float32Array[] };
}

/** Every sentence, and the beginning of the text in the first row, with every sentence that could come next. */
export function orderPairs(sentences: readonly ReadSentence[], stretches: readonly Stretch[], vocabulary: BagVocabulary): BagPairs {
  const speech = sentences.map(speechShape);
  const before = [beginning(vocabulary), ...stretches];
  return {
    before: before.map(({ bag }) => bag),
    after: stretches.map(({ bag }) => bag),
    signs: (i, j) =>
      i === j + 1 ? undefined : orderSignsOf(before[i], stretches[j], i === 0 ? undefined : [speech[i - 1], speech[j]]),
  };
}

/** First parts with second parts. */
export function joinedPairs(before: readonly Stretch[], after: readonly Stretch[], weights: TermWeights): BagPairs {
  return {
    before: before.map(({ bag }) => bag),
    after: after.map(({ bag }) => bag),
    signs: (i, j) => joinedSignsOf(before[i], after[j], weights),
  };
}

/**
 * How well sentences follow each other as they stand, against all other orders of the same sentences; and whether the parts before and after
 * each place look as if they were of one text.
 */
export function neighbourFeatures({ sentences }: ReadText, models: NeighbourModels, weights: TermWeights): Record<string, number> {
  const stretches = sentences.map((sentence) => sentenceStretch(sentence, models.vocabulary));
  const links = linksOf(sentences, stretches, models);
  const seams = seamsOf(stretches, links, models, weights);
  return {
    opens: links.opens,
    follows: mean(links.within),
    followsSum: links.within.length === 0 ? NaN : links.within.reduce((sum, link) => sum + link, 0),
    followsWorst: least(links.within),
    followsOnly: mean(links.against),
    together: mean(seams.map(({ halves }) => halves)),
    togetherHalves: least(seams.map(({ halves }) => halves)),
    togetherNear: least(seams.map((seam) => seam.near)),
    togetherSeam: least(seams.map((seam) => seam.halves + seam.near + seam.link)),
  };
}

/** How well both sides of each place that could be a seam go together: both parts, what stands near it, and one sentence after the other. */
export function neighbourSeams(sentences: readonly ReadSentence[], models: NeighbourModels, weights: TermWeights): NeighbourSeam[] {
  const stretches = sentences.map((sentence) => sentenceStretch(sentence, models.vocabulary));
  return seamsOf(stretches, linksOf(sentences, stretches, models), models, weights);
}

interface NeighbourSeam {
  readonly halves: number;
  readonly near: number;
  readonly link: number;
}

const near = 3;

function seamsOf(stretches: readonly Stretch[], links: Links, models: NeighbourModels, weights: TermWeights): NeighbourSeam[] {
  return splits(stretches.length).map((k) => ({
    halves: together(stretches.slice(0, k), stretches.slice(k), models, weights),
    near: together(stretches.slice(Math.max(0, k - near), k), stretches.slice(k, k + near), models, weights),
    link: links.within[k - 1],
  }));
}

interface Links {
  /** How likely the first sentence is to be the first, in nats above chance. */
  readonly opens: number;
  /** How likely each next sentence is to be the next, and each the one before it, among all: nats above chance. */
  readonly within: readonly number[];
  /** The score of each pair less its score the other way round. */
  readonly against: readonly number[];
}

function linksOf(sentences: readonly ReadSentence[], stretches: readonly Stretch[], { order, vocabulary }: NeighbourModels): Links {
  const n = stretches.length;
  const scores = pairScores(order, orderPairs(sentences, stretches, vocabulary));
  const places = stretches.map((_, j) => j);
  const row = places.map((i) => logShares(scores, places.map((j) => (i + 1) * n + j))); // prettier-ignore
  const column = places.map((j) => logShares(scores, places.map((i) => (i + 1) * n + j))); // prettier-ignore
  const [first] = logShares(scores, places);
  const later = places.slice(1);
  return {
    opens: first + Math.log(n),
    within: later.map((j) => row[j - 1][j] + column[j][j - 1] + 2 * Math.log(Math.max(1, n - 1))),
    against: later.map((j) => scores[j * n + j] - scores[(j + 1) * n + j - 1]),
  };
}

/** How much likelier two parts are of one text than either with a part of any other. */
function together(before: readonly Stretch[], after: readonly Stretch[], models: NeighbourModels, weights: TermWeights): number {
  const { joined, others, vocabulary } = models;
  const [first, second] = [joinStretches(before, vocabulary), joinStretches(after, vocabulary)];
  const [left, right] = [
    bagVector(joined.before, joined.width, first.bag),
    bagVector(joined.after, joined.width, second.bag),
  ];
  const own = product(left, right);
  const signs = joinedSignsOf(first, second, weights).reduce((sum, [place, strength]) => sum + joined.signs[place] * strength, 0);
  const usual = (vector: Float32Array, strangers: readonly Float32Array[]): number =>
    Math.log(mean(strangers.map((stranger) => Math.exp(product(vector, stranger)))));
  return own + signs - (usual(left, others.after) + usual(right, others.before)) / 2;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
