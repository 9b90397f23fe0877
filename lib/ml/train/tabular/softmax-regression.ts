import { lbfgs } from '@/lib/ml/optim';

/** Log-odds of every class are linear in the features; class 0 is the reference and has none of its own. */
export interface SoftmaxModel {
  readonly classes: number;
  readonly features: number;
  /** Row per class after the first, (classes − 1, features + 1), the intercept last. */
  readonly weights: Float64Array;
}

export interface SoftmaxData {
  /** One row of features per example, all of one length. */
  readonly rows: readonly ArrayLike<number>[];
  /** 0 … classes − 1. */
  readonly labels: readonly number[];
  /** How much each example counts; equally unless given. */
  readonly exampleWeights?: readonly number[];
}

export interface SoftmaxOptions {
  readonly classes: number;
  /**
   * Half the sum of squared weights (intercepts apart) is multiplied by this, next to the weighted sum of losses; default 1. It may differ
   * between the classes after the first: little for what is plain to see, much for what is hard to tell.
   */
  readonly l2?: number | ((label: number) => number);
  /** Whether a class may use a feature; all may unless said. */
  readonly allowed?: (label: number, feature: number) => boolean;
}

/**
 * Multinomial logistic regression with an L2 penalty, fitted to its one minimum.
 * @throws RangeError for data whose parts do not fit together
 */
export function fitSoftmaxRegression(
  { rows, labels, exampleWeights }: SoftmaxData,
  { classes, l2 = 1, allowed = () => true }: SoftmaxOptions,
): SoftmaxModel {
  const features = rows[0]?.length ?? 0;
  if (rows.length !== labels.length || rows.length === 0) throw new RangeError('every row needs one label, and there must be rows');
  if (rows.some((row) => row.length !== features)) throw new RangeError('all rows must have the same number of features');
  if (labels.some((label) => !Number.isInteger(label) || label < 0 || label >= classes)) throw new RangeError('a label is no class');
  const width = features + 1;
  const free = Uint8Array.from({ length: (classes - 1) * width }, (_, i) => {
    const feature = i % width;
    return feature === features || allowed(Math.floor(i / width) + 1, feature) ? 1 : 0;
  });
  const scores = new Float64Array(classes);
  const penalties = Array.from({ length: classes }, (_, label) => (typeof l2 === 'number' ? l2 : l2(label)));
  const { x } = lbfgs(
    (weights, gradient) => {
      let loss = 0;
      for (let i = 0; i < weights.length; i++) {
        const penalty = i % width === features ? 0 : penalties[Math.floor(i / width) + 1];
        gradient[i] = penalty * weights[i];
        loss += 0.5 * penalty * weights[i] ** 2;
      }
      rows.forEach((row, example) => {
        const counts = exampleWeights?.[example] ?? 1;
        linearScores(weights, row, scores);
        const total = logSumExp(scores);
        loss += counts * (total - scores[labels[example]]);
        for (let label = 1; label < classes; label++) {
          const error = counts * (Math.exp(scores[label] - total) - (labels[example] === label ? 1 : 0));
          const from = (label - 1) * width;
          for (let feature = 0; feature < features; feature++) gradient[from + feature] += error * row[feature];
          gradient[from + features] += error;
        }
      });
      for (let i = 0; i < gradient.length; i++) if (free[i] === 0) gradient[i] = 0;
      return loss;
    },
    new Float64Array((classes - 1) * width),
  );
  return { classes, features, weights: x };
}

/** Log-odds against class 0, for every class: zero first. */
export function logOdds({ classes, features, weights }: SoftmaxModel, row: ArrayLike<number>): Float64Array {
  if (row.length !== features) throw new RangeError(`the model has ${features} features, the row ${row.length}`);
  const scores = new Float64Array(classes);
  linearScores(weights, row, scores);
  return scores;
}

/** Probabilities from log-odds; a class at −∞ has none. */
export function softmax(scores: ArrayLike<number>): Float64Array {
  const total = logSumExp(scores);
  return Float64Array.from(scores, (score) => Math.exp(score - total));
}

function linearScores(weights: Float64Array, row: ArrayLike<number>, scores: Float64Array): void {
  const width = row.length + 1;
  for (let label = 1; label < scores.length; label++) {
    const from = (label - 1) * width;
    let score = weights[from + row.length];
    for (let feature = 0; feature < row.length; feature++) score += weights[from + feature] * row[feature];
    scores[label] = score;
  }
}

function logSumExp(scores: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < scores.length; i++) most = Math.max(most, scores[i]);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += Math.exp(scores[i] - most);
  return most + Math.log(sum);
}
