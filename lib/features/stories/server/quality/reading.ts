import { stemmer } from 'stemmer';
import { splitSentences, words } from '@/lib/ml/text';

/** A sentence with what the features look at. */
export interface ReadSentence {
  readonly text: string;
  /** Lower-case words, all of them. */
  readonly words: readonly string[];
  /** Stems of the words that carry meaning. */
  readonly terms: readonly string[];
  /** Words with a capital that do not open the sentence: mostly names. */
  readonly names: readonly string[];
}

/** A text as the estimator reads it: one line, plain quotes, its sentences. */
export interface ReadText {
  readonly line: string;
  readonly sentences: readonly ReadSentence[];
}

/** Words that stand in any text, whatever it is about. */
const functionWords = new Set(
  (
    'a about above after again against all almost along already also although always am among an and another any anything are around as at away ' +
    'back be became because been before began behind being below beneath beside between beyond both but by came can cannot come could did do ' +
    'does done down each either else even ever every everything few first for from get go going gone got had has have having he her here hers ' +
    'herself him himself his how however i if in indeed into is it its itself just know last least less let like little long look looked made ' +
    'make many may me might mine more most much must my myself near nearly never no nor not nothing now of off often on once one only or other ' +
    'our out over own perhaps put quite rather said same saw say see seem seemed seen shall she should since so some something soon still such ' +
    'take tell than that the their them then there these they thing think this those though thought through thus till to together told too took ' +
    'toward towards two under until up upon us very was way we well went were what when where which while who whom whose why will with within ' +
    'without would yes yet you your yours'
  ).split(' '),
);

export function isFunctionWord(word: string): boolean {
  return functionWords.has(word);
}

/** The stems of the words of a text that carry meaning, in order. */
export function termsOf(text: string): string[] {
  return words(text, { shortest: 3 })
    .filter((word) => !functionWords.has(word))
    .map((word) => stemmer(word));
}

/** One line with plain quotes and dashes, so that layout counts for nothing. */
export function plainLine(text: string): string {
  return text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\s*[–—]\s*/g, ' - ')
    .replaceAll('…', '...')
    .replaceAll(/(?:\*\s*){3}/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Reads a text. Text without any letter has no sentences. */
export function readText(text: string): ReadText {
  const line = plainLine(text);
  const sentences = splitSentences(line).map((sentence) => readSentence(sentence.text));
  return { line, sentences: sentences.filter((sentence) => sentence.words.length > 0) };
}

/** A text of given sentences, which are taken as they are. */
export function readSentences(sentences: readonly string[]): ReadText {
  return { line: sentences.join(' '), sentences: sentences.map(readSentence).filter((sentence) => sentence.words.length > 0) };
}

function readSentence(text: string): ReadSentence {
  const names = [...text.matchAll(/(?<=[\p{Ll}\p{N},;:'] (?:["'(]?))\p{Lu}\p{Ll}+/gu)].map(([name]) => name);
  return { text, words: words(text, { shortest: 1 }), terms: termsOf(text), names: names.filter((name) => name !== 'I') };
}

/** Inverse document frequencies by stem; a stem that is not listed is as rare as the rarest. */
export interface TermWeights {
  readonly weights: ReadonlyMap<string, number>;
  readonly rarest: number;
}

export function weightOf({ weights, rarest }: TermWeights, term: string): number {
  return weights.get(term) ?? rarest;
}
