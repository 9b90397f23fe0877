import type { PairSign } from '@/lib/ml/train/tabular';
import { weightOf, type ReadSentence, type TermWeights } from '../reading';

/** What the learned opinions on sentences know: words first, then openings, ends and pairs of words. */
export interface BagVocabulary {
  readonly ids: ReadonlyMap<string, number>;
  /** So many of them are words. */
  readonly words: number;
}

/** A sentence or a stretch of sentences as a bag, with what pairs are compared by. */
export interface Stretch {
  readonly bag: Int32Array;
  readonly terms: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

export interface SentenceTokens {
  readonly words: readonly string[];
  /** How it opens and ends, how long it is, and its pairs of words. */
  readonly others: readonly string[];
}

/** The tokens of a sentence: words and marks each once, and what its places show. */
export function sentenceTokens({ text }: ReadSentence): SentenceTokens {
  const all = text.toLowerCase().match(/\p{L}+(?:'\p{L}+)?|\p{N}+|\.\.\.|[^\s\p{L}\p{N}]/gu) ?? [];
  const spoken = all.filter((token) => /^\p{L}/u.test(token));
  const marks = all.slice(-2).filter((token) => !/^[\p{L}\p{N}]/u.test(token));
  return {
    words: [...new Set(all)],
    others: [
      `^${spoken[0] ?? ''}`,
      `^${spoken.slice(0, 2).join(' ')}`,
      `${spoken.at(-1) ?? ''}$`,
      `${marks.join('')}$$`,
      `#${Math.min(6, Math.floor(Math.log2(Math.max(1, spoken.length))))}`,
      ...all.slice(1).map((token, i) => `${all[i]} ${token}`),
    ],
  };
}

/** A vocabulary from its tokens in order. */
export function bagVocabulary(tokens: readonly string[], words: number): BagVocabulary {
  return { ids: new Map(tokens.map((token, i) => [token, i])), words };
}

/** A sentence as a bag of everything that the vocabulary knows of it. */
export function sentenceStretch(sentence: ReadSentence, { ids }: BagVocabulary): Stretch {
  const { words, others } = sentenceTokens(sentence);
  const known = [...words, ...others].map((token) => ids.get(token)).filter((id) => id !== undefined);
  return { bag: Int32Array.from(known), terms: new Set(sentence.terms), names: new Set(sentence.names) };
}

/** Sentences as one bag of their words. */
export function joinStretches(stretches: readonly Stretch[], { words }: BagVocabulary): Stretch {
  return {
    bag: Int32Array.from(stretches.flatMap(({ bag }) => [...bag.filter((id) => id < words)])),
    terms: new Set(stretches.flatMap(({ terms }) => [...terms])),
    names: new Set(stretches.flatMap(({ names }) => [...names])),
  };
}

/** The token that stands for what is before a text's first sentence. */
export const beginningToken = '^^';

/** What stands before a text's first sentence. */
export function beginning({ ids }: BagVocabulary): Stretch {
  const id = ids.get(beginningToken);
  return { bag: Int32Array.from(id === undefined ? [] : [id]), terms: new Set(), names: new Set() };
}

const sharedWords = 4;
const speechShapes = 6;
export const orderSigns = sharedWords + 8 + speechShapes ** 2 + 1;

/** Signs of a sentence and one that may follow it: words and names of both, and whether either is speech. */
export function orderSignsOf(before: Stretch, after: Stretch, speech: readonly [number, number] | undefined): PairSign[] {
  if (!speech) return [[orderSigns - 1, 1]];
  const [opening, closing] = speech;
  const named = (sharing(before.names, after.names) > 0 ? 4 : 0) + (before.names.size > 0 ? 2 : 0) + (after.names.size > 0 ? 1 : 0);
  return [
    [Math.min(sharedWords - 1, sharing(before.terms, after.terms)), 1],
    [sharedWords + named, 1],
    [sharedWords + 8 + opening * speechShapes + closing, 1],
  ];
}

/** 0 no speech, 1 all of it, 2 begins with speech, 3 ends with it, 4 opens speech and leaves it open, 5 else. */
export function speechShape({ text }: ReadSentence): number {
  const marks = [...text].filter((letter) => letter === '"').length;
  if (marks === 0) return 0;
  const [opens, closes] = [text.startsWith('"'), text.endsWith('"')];
  if (opens && closes) return 1;
  if (opens) return marks % 2 === 0 ? 2 : 4;
  return closes ? 3 : 5;
}

export const joinedSigns = 8;

/** Signs of two stretches that may be of one text: what both mention, rare words counting more, and whom both name. */
export function joinedSignsOf(before: Stretch, after: Stretch, weights: TermWeights): PairSign[] {
  let shared = 0;
  for (const term of after.terms) if (before.terms.has(term)) shared += weightOf(weights, term);
  const names = sharing(before.names, after.names);
  const [own, others] = [before.names.size - names, after.names.size - names];
  return [
    [0, Math.log1p(shared)],
    [1, shared / Math.sqrt(1 + before.terms.size * after.terms.size)],
    [2, names > 0 ? 1 : 0],
    [3, Math.min(3, names)],
    [4, names === 0 && own > 0 && others > 0 ? 1 : 0],
    [5, Math.min(3, others) / 3],
    [6, Math.min(3, own) / 3],
    [7, names + own + others === 0 ? 1 : 0],
  ];
}

function sharing(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  for (const each of others) if (some.has(each)) shared++;
  return shared;
}
