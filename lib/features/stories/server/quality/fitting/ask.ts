import type { Rng } from '@/lib/core/rng';
import { readText, weightOf, type TermWeights } from '../reading';
import { words } from '@/lib/ml/text';
import { stemmer } from 'stemmer';
import type { Passage } from './passages';

/**
 * A prompt that a passage could be the answer to: two or three telling words of the passage itself, one or two of what stands around it,
 * which the passage may lack, as a story may leave out part of what was asked for.
 */
export function askFor(passage: Passage, weights: TermWeights, rng: Rng): string {
  const inside = telling(passage.sentences.join(' '), weights);
  const around = telling(passage.around, weights).filter((word) => !inside.includes(word));
  const chosen = [
    ...rng.shuffle(inside.slice(0, 8)).slice(0, 2 + rng.int(2)),
    ...rng.shuffle(around.slice(0, 10)).slice(0, 1 + rng.int(2)),
  ];
  const [first, ...rest] = chosen;
  return rng.pick([
    (): string => `A story about ${first}, ${rest.join(', ')}`,
    (): string => chosen.join(', '),
    (): string => `Write a tale of ${first} with ${rest.join(' and ')}.`,
  ])();
}

/** The words of a text that say most about it: rare in general, frequent here, none of them in more forms than one. */
function telling(text: string, weights: TermWeights): string[] {
  const counts = new Map<string, { word: string; count: number }>();
  const terms = new Set(readText(text).sentences.flatMap((sentence) => sentence.terms));
  for (const word of words(text, { shortest: 4 })) {
    const term = stemmer(word);
    if (!terms.has(term)) continue;
    const known = counts.get(term);
    counts.set(term, { word: known?.word ?? word, count: (known?.count ?? 0) + 1 });
  }
  const score = ([term, { count }]: [string, { count: number }]): number => Math.min(3, count) * Math.min(weightOf(weights, term), 7);
  return [...counts].sort((a, b) => score(b) - score(a) || (a[0] < b[0] ? -1 : 1)).map(([, { word }]) => word);
}
