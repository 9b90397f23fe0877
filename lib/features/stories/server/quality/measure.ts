import { cohesionFeatures } from './features/cohesion';
import { embeddingFeatures } from './features/embedding';
import { formFeatures } from './features/form';
import { languageFeatures, type LanguageScores } from './features/language';
import { mannerFeatures } from './features/manner';
import { neighbourFeatures } from './features/neighbours';
import { repetitionFeatures } from './features/repetition';
import { seamFeatures, seamRows } from './features/seams';
import { genreFeatures, promptFeatures, type StoryRequest } from './features/request';
import { featureNames, type Features } from './faults';
import type { TextKnowledge } from './estimator';
import type { ReadText } from './reading';

/** What the two models say about a text. */
export interface Heard {
  readonly language: LanguageScores;
  /** One vector a sentence, and one for the prompt; without an encoder their features are missing. */
  readonly vectors?: readonly ArrayLike<number>[];
  readonly promptVector?: ArrayLike<number>;
}

/** All features of a text, in the order of the estimator's columns; NaN where one does not apply. */
export function measureText(
  text: ReadText,
  { genre, prompt }: StoryRequest,
  heard: Heard,
  { terms, genres, neighbours, seams }: TextKnowledge,
): Features {
  const known: Record<string, number> = {
    ...languageFeatures(text, heard.language),
    ...cohesionFeatures(text, terms),
    ...neighbourFeatures(text, neighbours, terms),
    ...seamFeatures(seamRows(text, heard, { terms, neighbours }), seams),
    ...mannerFeatures(text),
    ...repetitionFeatures(text),
    ...formFeatures(text),
    ...genreFeatures(text, genre, genres),
    ...promptFeatures(text, prompt, terms),
    ...(heard.vectors ? embeddingFeatures(heard.vectors, heard.promptVector) : {}),
  };
  return Object.fromEntries(featureNames.map((name) => [name, known[name] ?? NaN])) as unknown as Features;
}
