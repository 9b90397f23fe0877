import type { Rng } from '@/lib/core/rng';
import type { StoryRequest } from '../features/request';
import type { Fault } from '../faults';
import type { TermWeights } from '../reading';
import { genres } from '@/lib/vocabulary/genres';
import { askFor } from './ask';
import { damageNames, damages, unseenDamageNames, type DamageName, type UnseenDamageName } from './damages';
import type { Passage } from './passages';

export type Kind = 'human' | DamageName | UnseenDamageName | 'genre' | 'prompt' | 'sampled';

/** A passage as it stands or damaged, with what it was asked to be. */
export interface Example {
  readonly kind: Kind;
  readonly sentences: readonly string[];
  readonly request: StoryRequest;
  readonly book: string;
  /** The passage that it was made from: examples of one passage are drawn together. */
  readonly passage: number;
}

/** Which fault a kind of damage teaches; those that none teaches are never fitted to. */
export const faultOf: Readonly<Partial<Record<Kind, Fault>>> = {
  words: 'words',
  order: 'order',
  spliceOther: 'joined',
  spliceSame: 'joined',
  repetition: 'repetition',
  cut: 'cut',
  sampled: 'sampled',
  genre: 'genre',
  prompt: 'prompt',
};

/** A text that an unfinished writer wrote on from the first two sentences of a passage, given by its number. */
export interface Sampled {
  readonly passage: number;
  readonly sentences: readonly string[];
}

export interface ExampleOptions {
  readonly rng: Rng;
  readonly terms: TermWeights;
  readonly sampled?: readonly Sampled[];
  /** Damages that nothing is fitted to as well. */
  readonly unseen?: boolean;
}

/** Every passage as it stands and in every damage that can be made of it. */
export function makeExamples(passages: readonly Passage[], { rng, terms, sampled = [], unseen = false }: ExampleOptions): Example[] {
  const requests = passages.map((passage, i): StoryRequest => {
    const own = rng.fork(`request ${i}`);
    return { prompt: askFor(passage, terms, own), genre: passage.genres.length > 0 ? own.pick(passage.genres) : undefined };
  });
  return passages.flatMap((passage, number) => {
    const own = rng.fork(`passage ${number}`);
    const request = requests[number];
    const elsewhere = passages.map((_, i) => i).filter((i) => passages[i].book !== passage.book);
    const sameBook = passages.filter((other, i) => i !== number && other.book === passage.book);
    const sources = { other: passages[own.pick(elsewhere)], same: sameBook.length > 0 ? own.pick(sameBook) : undefined };
    const example = (kind: Kind, sentences: readonly string[], asked: StoryRequest = request): Example => ({
      kind,
      sentences,
      request: asked,
      book: passage.book,
      passage: number,
    });
    const damaged = [...damageNames, ...(unseen ? unseenDamageNames : [])].flatMap((kind) => {
      const sentences = damages[kind](passage, sources, own.fork(kind));
      return sentences ? [example(kind, sentences)] : [];
    });
    const otherGenres = genres.filter((genre) => !passage.genres.includes(genre));
    return [
      example('human', passage.sentences),
      ...damaged,
      ...(passage.genres.length > 0 ? [example('genre', passage.sentences, { ...request, genre: own.pick(otherGenres) })] : []),
      example('prompt', passage.sentences, { ...request, prompt: requests[own.pick(elsewhere)].prompt }),
      ...sampled.filter((text) => text.passage === number).map(({ sentences }) => example('sampled', sentences)),
    ];
  });
}
