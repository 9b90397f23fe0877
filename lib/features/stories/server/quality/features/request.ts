import type { NaiveBayes } from '@/lib/ml/text';
import type { Genre } from '@/lib/vocabulary/genres';
import { termsOf, weightOf, type ReadText, type TermWeights } from '../reading';

/** What a story was asked to be. */
export interface StoryRequest {
  readonly genre?: Genre;
  readonly prompt?: string;
}

/** Whether the text is of the genre asked for; NaN where none was. */
export function genreFeatures({ sentences }: ReadText, genre: Genre | undefined, genres: NaiveBayes): Record<string, number> {
  const place = genre === undefined ? -1 : genres.classes.indexOf(genre);
  if (place < 0) return { genre: NaN, genreBest: NaN };
  const evidence = genres.evidence(sentences.flatMap(({ terms }) => terms));
  const others = evidence.filter((_, index) => index !== place);
  return { genre: evidence[place], genreBest: evidence[place] - Math.max(...others) };
}

/** Words of prompts that say that there is to be a story, not what it is about. */
const asking = new Set(['stori', 'tale', 'write', 'about', 'stories']);

/** How much of what was asked for is in the text, rare words counting more; NaN where nothing was asked. */
export function promptFeatures({ sentences }: ReadText, prompt: string | undefined, weights: TermWeights): Record<string, number> {
  const wanted = [...new Set(termsOf(prompt ?? ''))].filter((term) => !asking.has(term));
  if (wanted.length === 0) return { prompt: NaN, promptMissed: NaN };
  const there = new Set(sentences.flatMap(({ terms }) => terms));
  const total = wanted.reduce((sum, term) => sum + weightOf(weights, term), 0);
  const missed = wanted.filter((term) => !there.has(term));
  return { prompt: 1 - missed.reduce((sum, term) => sum + weightOf(weights, term), 0) / total, promptMissed: missed.length };
}
