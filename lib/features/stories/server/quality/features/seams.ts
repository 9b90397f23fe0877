import { z } from 'zod';
import type { ReadText, TermWeights } from '../reading';
import { cohesionSeams, splits } from './cohesion';
import { embeddingSeams } from './embedding';
import { languageSeams, type LanguageScores } from './language';
import { mannerSeams } from './manner';
import { neighbourSeams, type NeighbourModels } from './neighbours';

/** What a place shows that may be a seam between two texts. */
export const seamSigns = [
  'gain',
  'shared',
  'sharedHalves',
  'names',
  'meaning',
  'meaningHalves',
  'halves',
  'near',
  'link',
  'person',
  'gender',
  'tense',
  'speech',
  'length',
] as const;

/** A regression over the signs of one place: log-odds that two texts meet there. */
export const seamModelSchema = z.object({
  means: z.array(z.number()).length(seamSigns.length),
  deviations: z.array(z.number()).length(seamSigns.length),
  /** The intercept last. */
  weights: z.array(z.number()).length(seamSigns.length + 1),
});
export type SeamModel = z.output<typeof seamModelSchema>;

export interface SeamKnowledge {
  readonly terms: TermWeights;
  readonly neighbours: NeighbourModels;
}

/** The signs of every place that could be a seam, in the order of {@link seamSigns}; NaN where one does not apply. */
export function seamRows(
  { sentences }: ReadText,
  { language, vectors }: { readonly language: LanguageScores; readonly vectors?: readonly ArrayLike<number>[] },
  { terms, neighbours }: SeamKnowledge,
): number[][] {
  const gains = languageSeams(language);
  const shared = cohesionSeams(sentences, terms);
  const meant = vectors ? embeddingSeams(vectors) : [];
  const joined = neighbourSeams(sentences, neighbours, terms);
  const manner = mannerSeams(sentences);
  return splits(sentences.length).map((k, at) => [
    gains[k - 1],
    shared[at].near,
    shared[at].halves,
    shared[at].names,
    meant[at]?.near ?? NaN,
    meant[at]?.halves ?? NaN,
    joined[at].halves,
    joined[at].near,
    joined[at].link,
    manner[at].person,
    manner[at].gender,
    manner[at].tense,
    manner[at].speech,
    manner[at].length,
  ]);
}

/** Log-odds that two texts meet at a place, by its signs; a sign that is missing counts as the usual one. */
export function seamOdds({ means, deviations, weights }: SeamModel, row: readonly number[]): number {
  return scaledSeam({ means, deviations }, row).reduce((sum, value, i) => sum + value * weights[i], weights[row.length]);
}

export function scaledSeam({ means, deviations }: Pick<SeamModel, 'means' | 'deviations'>, row: readonly number[]): number[] {
  return row.map((value, i) => (Number.isNaN(value) ? 0 : Math.max(-4, Math.min(4, (value - means[i]) / deviations[i]))));
}

/** The place that looks most like a seam, and how much more than the others; NaN where none could be one. */
export function seamFeatures(rows: readonly (readonly number[])[], model: SeamModel): Record<string, number> {
  const odds = rows.map((row) => seamOdds(model, row));
  if (odds.length === 0) return { seam: NaN, seamAlone: NaN };
  const most = Math.max(...odds);
  return { seam: most, seamAlone: most - odds.reduce((sum, value) => sum + value, 0) / odds.length };
}
