import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { applyMonotone, type MonotoneMap } from '@/lib/ml/eval';
import { loadNaiveBayes, type NaiveBayes } from '@/lib/ml/text';
import { basisWidth, expand, logOdds, softmax, type HingeBasis, type SoftmaxModel } from '@/lib/ml/train/tabular';
import type { NeighbourModels } from './features/neighbours';
import { loadNeighbours, neighboursFileSchema } from './features/neighbours-file';
import { seamModelSchema, type SeamModel } from './features/seams';
import { faultNames, featureNames, type Fault, type Feature, type Features } from './faults';
import type { TermWeights } from './reading';

const usedModel = z.object({ name: z.string(), version: z.string(), graph: z.string().regex(/^[0-9a-f]{64}$/) });

export const estimatorFileSchema = z.object({
  version: z.literal(2),
  /** The language model whose likelihoods were used, by the SHA-256 of its graph, and the text that it reads first. */
  writer: usedModel.extend({ start: z.string() }),
  embedder: usedModel.nullable(),
  terms: z.object({ rarest: z.number(), stems: z.array(z.string()), weights: z.array(z.number()) }),
  genres: z.unknown(),
  neighbours: neighboursFileSchema,
  seams: seamModelSchema,
  bases: z.array(z.object({ low: z.number(), high: z.number(), mean: z.number(), deviation: z.number(), knots: z.array(z.number()) })),
  /** Row per fault, the intercept last. */
  weights: z.array(z.array(z.number())),
  /** From the log-odds of "nothing is wrong" to points. */
  points: z.object({ from: z.array(z.number()), to: z.array(z.number()) }),
  /** What human passages have: quantiles .05, .5 and .95 by feature. */
  human: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
});
export type EstimatorFile = z.output<typeof estimatorFileSchema>;

/** What turns features into points. */
export interface FaultModel {
  readonly file: Pick<EstimatorFile, 'human'>;
  readonly model: SoftmaxModel;
  readonly bases: readonly HingeBasis[];
  readonly points: MonotoneMap;
}

/** What turns a text into features, besides the two neural models. */
export interface TextKnowledge {
  readonly terms: TermWeights;
  readonly genres: NaiveBayes;
  readonly neighbours: NeighbourModels;
  readonly seams: SeamModel;
}

export interface Estimator extends FaultModel, TextKnowledge {
  readonly file: EstimatorFile;
}

/** @throws LoamError `unprocessable` for a file of another version or a damaged one */
export function openEstimator(file: unknown): Estimator {
  const parsed = estimatorFileSchema.safeParse(file);
  if (!parsed.success) throw damaged(z.prettifyError(parsed.error), parsed.error);
  const { terms, genres, neighbours, seams, bases, weights, points } = parsed.data;
  if (bases.length !== featureNames.length || weights.length !== faultNames.length) throw damaged('it was made for other features');
  const width = bases.reduce((sum, basis) => sum + basisWidth(basis), 0);
  if (weights.some((row) => row.length !== width + 1) || terms.stems.length !== terms.weights.length)
    throw damaged('its parts do not fit together');
  return {
    file: parsed.data,
    terms: { rarest: terms.rarest, weights: new Map(terms.stems.map((stem, i) => [stem, terms.weights[i]])) },
    genres: loadNaiveBayes(genres),
    neighbours: openNeighbours(neighbours),
    seams,
    model: { classes: faultNames.length + 1, features: width, weights: Float64Array.from(weights.flat()) },
    bases,
    points,
  };
}

function openNeighbours(saved: EstimatorFile['neighbours']): NeighbourModels {
  try {
    return loadNeighbours(saved);
  } catch (error) {
    throw damaged('its parts do not fit together', error);
  }
}

function damaged(why: string, cause?: unknown): LoamError {
  return new LoamError('unprocessable', `The quality estimator cannot be used: ${why}. Build it again: loam models build quality.`, {
    cause,
  });
}

/** A sign of a fault: how much it speaks for it (in log-odds against a usual human passage), its value, and what human passages have. */
export interface Sign {
  readonly feature: Feature;
  readonly evidence: number;
  readonly value: number;
  readonly usual: readonly [number, number];
}

export interface FaultPart {
  readonly fault: Fault;
  /** What it takes from the ten points, zero or below: 10 + all parts is the score. */
  readonly points: number;
  readonly probability: number;
  /** The strongest first. */
  readonly signs: readonly Sign[];
}

export interface Estimate {
  /** 0–10. */
  readonly score: number;
  /** That nothing is wrong, a fault being as likely as none before the text is seen, and a doubt of genre or of an unfinished model a tenth as likely as another. */
  readonly probability: number;
  readonly parts: readonly FaultPart[];
}

/** The columns of the linear model. */
export function rowOf(features: Features, bases: readonly HingeBasis[]): Float64Array {
  return Float64Array.from(featureNames.flatMap((name, i) => expand(bases[i], features[name])));
}

/** Scores a text by its features. Faults that need a genre or a prompt are left out where none was asked for. */
export function estimate({ model, bases, points, file }: FaultModel, features: Features): Estimate {
  const row = rowOf(features, bases);
  const odds = logOdds(model, row);
  if (Number.isNaN(features.genre)) odds[1 + faultNames.indexOf('genre')] = -Infinity;
  if (Number.isNaN(features.prompt)) odds[1 + faultNames.indexOf('prompt')] = -Infinity;
  const probabilities = softmax(odds);
  const wrong = 1 - probabilities[0];
  const score = applyMonotone(points, Math.log(probabilities[0]) - Math.log(Math.max(wrong, Number.MIN_VALUE)));
  const parts = faultNames.map((fault, i): FaultPart => {
    const probability = probabilities[i + 1];
    return {
      fault,
      points: wrong > 0 ? -(10 - score) * (probability / wrong) : 0,
      probability,
      signs: signsOf(i, row, { model, bases, file }, features),
    };
  });
  return { score, probability: probabilities[0], parts };
}

function signsOf(fault: number, row: Float64Array, { model, bases, file }: Omit<FaultModel, 'points'>, features: Features): Sign[] {
  let column = 0;
  const signs = featureNames.map((feature, i): Sign => {
    const [low, middle, high] = file.human[feature] ?? [NaN, NaN, NaN];
    const usual = expand(bases[i], middle);
    let evidence = 0;
    for (const value of usual) {
      evidence += model.weights[fault * (model.features + 1) + column] * (row[column] - value);
      column++;
    }
    return { feature, evidence, value: features[feature], usual: [low, high] };
  });
  return signs.filter(({ evidence, value }) => evidence > 0.05 && !Number.isNaN(value)).sort((a, b) => b.evidence - a.evidence);
}
