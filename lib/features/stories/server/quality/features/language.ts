import type { ReadText } from '../reading';

/** Log-likelihoods in nats that a language model gives to sentences of a text, with and without what stands before. */
export interface LanguageScores {
  /** Tokens and characters of each sentence. */
  readonly tokens: readonly number[];
  /** Of each sentence after all that stands before it. */
  readonly inContext: readonly number[];
  /** Of each sentence by itself. */
  readonly alone: readonly number[];
  /** Of each sentence after the one before it alone; of the first as by itself. */
  readonly afterPrevious: readonly number[];
  /** Of the sentences k and k + 1 (k alone at the end), read as if nothing stood before them. */
  readonly window: readonly number[];
}

/** Asks for log-likelihoods of token sequences: per sequence one value for each token that has one before it. */
export type ScoreTokens = (sequences: readonly Int32Array[]) => Promise<readonly ArrayLike<number>[]>;

export interface LanguageReader {
  /** Tokens that stand before every text. */
  readonly start: readonly number[];
  encode(text: string): readonly number[];
  readonly score: ScoreTokens;
}

/** Reads a text with a language model: once as it stands, and every pair of neighbouring sentences by itself. */
export async function readLanguage({ sentences }: ReadText, { start, encode, score }: LanguageReader): Promise<LanguageScores> {
  const tokens = sentences.map(({ text }, i) => encode(i === 0 ? text : ` ${text}`));
  const sequence = (from: number, to: number): Int32Array => Int32Array.from([...start, ...tokens.slice(from, to).flat()]);
  const windows = readingWindows(tokens.map((own) => own.length));
  const scores = await score([...windows.map(({ from, to }) => sequence(from, to)), ...tokens.map((_, i) => sequence(i, i + 2))]);
  // The first token of the start has no score, so what follows the start begins one place earlier.
  const offset = start.length - 1;
  const inContext = windows.flatMap(({ from, to, known }, w) => {
    let at = offset;
    return tokens.slice(from, to).map((own) => total(scores[w], at, (at += own.length))).slice(known - from); // prettier-ignore
  });
  const pairs = scores.slice(windows.length);
  const alone = tokens.map((own, i) => total(pairs[i], offset, offset + own.length));
  const window = pairs.map((own) => total(own, offset, own.length));
  return {
    tokens: tokens.map((own) => own.length),
    inContext,
    alone,
    afterPrevious: tokens.map((_, i) => (i === 0 ? alone[0] : window[i - 1] - alone[i - 1])),
    window,
  };
}

/** The writer has learned from rows of about so many tokens; what stands further back than half of that says little. */
const [windowTokens, overlapTokens] = [280, 140] as const;

/** Stretches of sentences [from, to) that are read at once, of which those before `known` were read before. */
export function readingWindows(lengths: readonly number[]): { from: number; to: number; known: number }[] {
  const windows: { from: number; to: number; known: number }[] = [];
  for (let known = 0; known < lengths.length;) {
    let from = known;
    for (let before = 0; from > 0 && (before += lengths[from - 1]) <= overlapTokens;) from--;
    let to = known;
    let size = lengths.slice(from, known).reduce((sum, length) => sum + length, 0);
    do size += lengths[to++];
    while (to < lengths.length && size + lengths[to] <= windowTokens);
    windows.push({ from, to, known });
    known = to;
  }
  return windows;
}

/**
 * How likely the words are, and how much the sentences gain from their context: the gain is what tells a text that hangs together.
 * Likelihood alone says little: sampled text is likelier than what people write.
 */
export function languageFeatures({ line, sentences }: ReadText, scores: LanguageScores): Record<string, number> {
  const { tokens, inContext, alone, afterPrevious } = scores;
  const later = sentences.map((_, i) => i).slice(1);
  const perToken = (of: readonly number[], against: readonly number[], places: readonly number[]): number =>
    places.length === 0 ? NaN : sum(places.map((i) => of[i] - against[i])) / sum(places.map((i) => tokens[i]));
  const surprise = tokens.map((count, i) => -inContext[i] / count);
  const surpriseAlone = tokens.map((count, i) => -alone[i] / count);
  const counted = later.filter((i) => tokens[i] >= 4);
  const seams = languageSeams(scores);
  return {
    surprise: -sum(inContext) / Math.max(1, line.length),
    surpriseWorst: counted.length === 0 ? NaN : Math.max(...counted.map((i) => surprise[i])),
    surpriseSpread: deviation(counted.map((i) => surpriseAlone[i])),
    gain: perToken(inContext, alone, later),
    gainNear: perToken(afterPrevious, alone, later),
    gainFar: perToken(inContext, afterPrevious, later.slice(1)),
    gainWorst: seams.length === 0 ? NaN : Math.min(...seams),
    gainSpread: deviation(seams),
    gainAbsent: later.length === 0 ? NaN : later.filter((i) => inContext[i] <= alone[i]).length / later.length,
  };
}

/** What the two sentences from each one on, the first left out, gain from all before them, in nats a token: nothing where two texts meet. */
export function languageSeams({ tokens, inContext, window }: LanguageScores): number[] {
  const last = tokens.length - 1;
  return tokens.slice(1).map((_, i) => {
    const k = i + 1;
    const both = k < last ? inContext[k] + inContext[k + 1] : inContext[k];
    return (both - window[k]) / (tokens[k] + (k < last ? tokens[k + 1] : 0));
  });
}

function total(values: ArrayLike<number>, from: number, to: number): number {
  let result = 0;
  for (let i = from; i < to; i++) result += values[i];
  return result;
}

function sum(values: readonly number[]): number {
  return values.reduce((result, value) => result + value, 0);
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}
