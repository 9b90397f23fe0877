import type { Rng } from '@/lib/core/rng';
import type { Passage } from './passages';

/** Ways to damage a passage that leave its sentences sentences, or at least its words words. */
export const damageNames = ['words', 'order', 'spliceOther', 'spliceSame', 'repetition', 'cut'] as const;
export type DamageName = (typeof damageNames)[number];

/** Damages that nothing is ever fitted to: they tell how the estimator does on what it was not made for. */
export const unseenDamageNames = ['dropped', 'interleaved', 'renamed'] as const;
export type UnseenDamageName = (typeof unseenDamageNames)[number];

export interface DamageSources {
  /** A passage of another book. */
  readonly other: Passage;
  /** Another passage of the same book, if it has one. */
  readonly same: Passage | undefined;
}

type Damage = (passage: Passage, sources: DamageSources, rng: Rng) => string[] | undefined;

export const damages: Readonly<Record<DamageName | UnseenDamageName, Damage>> = {
  words: ({ sentences }, _, rng) => sentences.map((sentence) => shuffleWords(sentence, rng)),
  order: ({ sentences }, _, rng) => differently(sentences, rng),
  spliceOther: (passage, { other }, rng) => splice(passage, other, rng),
  spliceSame: (passage, { same }, rng) => same && splice(passage, same, rng),
  repetition: ({ sentences }, _, rng) => repeat(sentences, rng),
  cut: ({ sentences }, _, rng) => cut(sentences, rng),
  dropped: ({ sentences }, _, rng) => sentences.map((sentence) => dropWords(sentence, rng)),
  interleaved: ({ sentences }, { other }) =>
    Array.from({ length: Math.min(sentences.length, other.sentences.length) }, (_, i) => (i % 2 ? other : { sentences }).sentences[i]),
  renamed: ({ sentences }, { other }, rng) => rename(sentences, other.sentences, rng),
};

/** The words of a sentence in any order, its first capital and its last mark where they were. */
function shuffleWords(sentence: string, rng: Rng): string {
  const words = sentence.split(' ');
  if (words.length < 3) return sentence;
  const mark = /[.!?]["')]*$/.exec(sentence)?.[0] ?? '';
  const bare = words.map((word, i) => (i === words.length - 1 && mark ? word.slice(0, word.length - mark.length) : word));
  const shuffled = rng
    .shuffle(bare.map((word, i) => (i === 0 && !/^I\b/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word)))
    .filter(Boolean);
  const text = shuffled.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1) + mark;
}

/** The sentences in another order: at least half of them with another neighbour before. */
function differently(sentences: readonly string[], rng: Rng): string[] {
  const places = sentences.map((_, i) => i);
  for (;;) {
    const order = rng.shuffle(places);
    if (order.filter((place, i) => i > 0 && order[i - 1] !== place - 1).length >= sentences.length / 2)
      return order.map((place) => sentences[place]);
  }
}

/** The beginning of one passage and the end of another, the seam between a third and two thirds. */
function splice(passage: Passage, other: Passage, rng: Rng): string[] {
  const share = 1 / 3 + rng.next() / 3;
  const head = passage.sentences.slice(0, Math.round(passage.sentences.length * share));
  return [...head, ...other.sentences.slice(Math.round(other.sentences.length * share))];
}

/** A quarter to a half of the sentences are replaced by ones that stood before. */
function repeat(sentences: readonly string[], rng: Rng): string[] {
  const result = [...sentences];
  const count = Math.max(2, Math.round(sentences.length * (0.25 + rng.next() / 4)));
  for (const at of rng.shuffle(sentences.map((_, i) => i).slice(1)).slice(0, count)) result[at] = result[rng.int(at)];
  return result;
}

/** The last sentence breaks off in the middle. */
function cut(sentences: readonly string[], rng: Rng): string[] {
  const words = (sentences.at(-1) ?? '').split(' ');
  const kept = Math.max(1, Math.round(words.length * (0.3 + rng.next() * 0.5)));
  return [
    ...sentences.slice(0, -1),
    words
      .slice(0, Math.min(kept, words.length - 1))
      .join(' ')
      .replace(/[.!?,;:]["')]*$/, ''),
  ];
}

/** Every sixth word or so is missing. */
function dropWords(sentence: string, rng: Rng): string {
  const words = sentence.split(' ');
  return words.filter((_, i) => i === 0 || i === words.length - 1 || rng.next() > 0.16).join(' ');
}

/** Each mention of a name becomes any name of this or of another passage. */
function rename(sentences: readonly string[], others: readonly string[], rng: Rng): string[] | undefined {
  const pattern = /(?<=[\p{Ll},;] )\p{Lu}\p{Ll}{2,}/gu;
  const names = [...new Set([...sentences, ...others].flatMap((sentence) => sentence.match(pattern) ?? []))];
  const own = sentences.join(' ').match(pattern) ?? [];
  if (own.length < 3 || names.length < 3) return undefined;
  return sentences.map((sentence) => sentence.replaceAll(pattern, () => rng.pick(names)));
}
