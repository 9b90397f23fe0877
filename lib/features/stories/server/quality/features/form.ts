import type { ReadText } from '../reading';

const ending = /[.!?]["')\]]*$/;

/** Whether sentences are whole: they begin with a capital, end with a mark, and have a usual length. */
export function formFeatures({ line, sentences }: ReadText): Record<string, number> {
  const n = Math.max(1, sentences.length);
  const lengths = sentences.map(({ words }) => Math.log(words.length));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / n;
  return {
    endsWhole: ending.test(line) ? 1 : 0,
    endsMissing: sentences.filter(({ text }) => !ending.test(text)).length / n,
    smallStarts: sentences.filter(({ text }) => /^["'(]*\p{Ll}/u.test(text)).length / n,
    sentenceLength: mean,
    sentenceSpread: Math.sqrt(lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / n),
  };
}
