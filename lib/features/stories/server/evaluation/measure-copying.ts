import { createCopyIndex, type CopyIndex } from '@/lib/ml/eval';
import type { StoryPlan } from '../composer/plan';
import { sentencesOf } from '../realise/situation';
import type { Mask } from './mask-slots';

/** Sentences of fewer words are said by everybody. */
const fewestWords = 4;

/** What the writer has read, with slots masked. */
export interface TaughtTexts {
  /** Share of a story's sentences that stand whole in the training text, slots masked on both sides; NaN without a sentence that counts. */
  copiedShare(sentences: readonly string[], plan: StoryPlan): number;
  /** Masked words of the longest run that stands in the training text, too. */
  longestCopied(text: string, plan: StoryPlan): number;
  readonly sentences: number;
  readonly words: number;
}

/** Reads training texts once. Runs do not cross texts. */
export function readTaughtTexts(texts: Iterable<string>, mask: Mask): TaughtTexts {
  const whole = new Set<string>();
  const ids = new Map<string, number>();
  const idOf = (word: string): number => {
    let id = ids.get(word);
    if (id === undefined) ids.set(word, (id = ids.size));
    return id;
  };
  const runs: Int32Array[] = [];
  let words = 0;
  for (const text of texts) {
    const masked = sentencesOf(text).map((sentence) => mask(sentence));
    for (const sentence of masked) if (sentence.length >= fewestWords) whole.add(sentence.join(' '));
    const run = Int32Array.from(masked.flat(), idOf);
    words += run.length;
    runs.push(run);
  }
  let index: CopyIndex | undefined;
  return {
    copiedShare(sentences, plan) {
      const counting = sentences.map((sentence) => mask(sentence, plan)).filter(({ length }) => length >= fewestWords);
      return counting.filter((sentence) => whole.has(sentence.join(' '))).length / counting.length;
    },
    longestCopied(text, plan) {
      index ??= createCopyIndex(runs);
      // A word that was never read equals none, not even itself.
      const run = sentencesOf(text).flatMap((sentence) => mask(sentence, plan).map((word) => ids.get(word) ?? ids.size));
      return index.longestCopied(run).length;
    },
    sentences: whole.size,
    words,
  };
}
