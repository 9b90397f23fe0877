import type { Rng } from '@/lib/core/rng';
import { sentenceWindows, windowWords } from '@/lib/ml/text';
import { askPassages, asTyped, inBlocks, type AskedText, type Frequency } from '@/lib/ml/text/asking';
import type { CorpusPassage, CorpusQuestion } from './corpora';

export { countWords, together, type AskedText, type Frequency } from '@/lib/ml/text/asking';

/** Pairs from documentation, each page of a set for itself. */
export function documentationPairs(passages: readonly CorpusPassage[], frequency: Frequency, rng: Rng): AskedText[] {
  return askPassages(passages, { pageOf: ({ set, source }) => `${set} ${source}`, frequency, rng });
}

/** Questions that people wrote, each with the window of its passage that shares most with question and answer. */
export function questionPairs(questions: readonly CorpusQuestion[], rng: Rng): AskedText[] {
  return inBlocks(
    questions.map(({ question, answer, text }) => ({
      anchor: rng.next() < 0.5 ? asTyped(question, rng) : question,
      answer: answeringWindow(text, `${question} ${answer} ${answer}`),
    })),
  ).flat();
}

function answeringWindow(text: string, wanted: string): string {
  const words = (of: string): Set<string> => new Set(of.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  const sought = words(wanted);
  const overlap = (window: string): number => [...words(window)].filter((word) => sought.has(word)).length;
  const windows = sentenceWindows(text, windowWords);
  return windows.reduce((best, window) => (overlap(window) > overlap(best) ? window : best), windows[0] ?? text);
}
