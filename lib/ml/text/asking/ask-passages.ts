import type { Rng } from '@/lib/core/rng';
import { splitSentences } from '../sentences';
import { headed, sentenceWindows, windowWords } from '../windows';
import { headingQuestions, isTelling } from './heading-questions';
import { asTyped, keywordsOf } from './manner';
import { sentenceQuestions } from './sentence-questions';

/** A text that asks and the text that answers it. */
export interface AskedText {
  readonly anchor: string;
  readonly answer: string;
}

/** A piece of a text under the headings that lead to it. */
export interface HeadedPassage {
  readonly title: string;
  readonly headings: readonly string[];
  readonly text: string;
}

/** Neighbouring pairs that stay in one batch. */
export const together = 4;

export type Frequency = (word: string) => number;

/** How often each word stands in the texts. */
export function countWords(texts: Iterable<string>): Frequency {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => counts.get(word) ?? 0;
}

/**
 * Pairs from passages, in blocks of {@link together} of one page wherever it has so many: the others of a block are then hard
 * negatives. Each window of a passage is asked for by a question made from one of its sentences or its heading, and half of
 * them by keywords or a sentence of theirs besides.
 */
export function askPassages<Passage extends HeadedPassage>(
  passages: readonly Passage[],
  { pageOf, frequency, rng }: { readonly pageOf: (passage: Passage) => string; readonly frequency: Frequency; readonly rng: Rng },
): AskedText[] {
  const pages = new Map<string, Passage[]>();
  for (const passage of passages) {
    const page = pageOf(passage);
    const there = pages.get(page);
    if (there) there.push(passage);
    else pages.set(page, [passage]);
  }
  const blocks: AskedText[][] = [];
  const loose: AskedText[] = [];
  for (const [page, members] of pages) {
    const own = rng.fork(page);
    const sections = new Set<string>();
    const rounds: AskedText[][] = [];
    for (const passage of members) {
      const section = passage.headings.join('\n');
      const opens = !sections.has(section);
      sections.add(section);
      askPassage(passage, opens, frequency, own).forEach((pair, round) => (rounds[round] ??= []).push(pair));
    }
    for (const round of rounds) {
      const mixed = own.shuffle(round);
      while (mixed.length >= together) blocks.push(mixed.splice(0, together));
      loose.push(...mixed);
    }
  }
  return [...blocks, ...inBlocks(loose)].flat();
}

/** Leftovers stand in the order of their pages, so that neighbours come from the same set. */
export function inBlocks(pairs: readonly AskedText[]): AskedText[][] {
  const whole = Math.floor(pairs.length / together);
  return Array.from({ length: whole }, (_, i) => pairs.slice(i * together, (i + 1) * together));
}

/** The pairs of one passage; `opens` where it is the first of its section, which the heading then asks for. */
export function askPassage({ title, headings, text }: HeadedPassage, opens: boolean, frequency: Frequency, rng: Rng): AskedText[] {
  const heading = headings.at(-1) ?? title;
  const names = [title, ...headings.slice(-1)].filter(isTelling);
  return sentenceWindows(text, windowWords).flatMap((window, at) => {
    const sentences = splitSentences(window).map((sentence) => sentence.text);
    const prefixed = (body: string, odds: number): string => (rng.next() < odds ? headed(names, body) : body);
    const made: AskedText[] = [];
    if (opens && at === 0 && isTelling(heading)) {
      const [question] = headingQuestions(heading, title, frequency, rng);
      made.push({ anchor: asTyped(question, rng), answer: prefixed(window, 0.25) });
      if (names.length === 2 && rng.next() < 0.5) made.push({ anchor: names.join(' '), answer: window });
    }
    const asked = rng.shuffle(sentences.flatMap((sentence) => sentenceQuestions(sentence).map((question) => ({ question, sentence }))));
    if (asked.length > 0) {
      const [{ question, sentence }] = asked;
      const rest = window.replace(sentence, '').trim();
      const hides = sentences.length > 2 && rng.next() < 0.3;
      made.push({ anchor: asTyped(question, rng), answer: prefixed(hides ? rest : window, 0.5) });
    }
    if (made.length === 0 || rng.next() < 0.35) made.push(lexicalPair(window, sentences, frequency, prefixed, rng));
    return made.filter(({ anchor, answer }) => anchor.length >= 3 && answer.split(' ').length >= 10);
  });
}

function lexicalPair(
  window: string,
  sentences: readonly string[],
  frequency: Frequency,
  prefixed: (body: string, odds: number) => string,
  rng: Rng,
): AskedText {
  if (sentences.length < 3 || rng.next() < 0.5) return { anchor: keywordsOf(window, frequency, rng), answer: prefixed(window, 0.5) };
  const picked = rng.next() < 0.5 ? 0 : rng.int(sentences.length);
  const rest = sentences.filter((_, at) => at !== picked).join(' ');
  return { anchor: asTyped(sentences[picked], rng), answer: prefixed(rest, 0.5) };
}
