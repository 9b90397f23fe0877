import { averageRanks } from './regression';
import { requireSameLength } from './same-length';

export type Label = string | number | boolean;

/** Share of predictions that are right; NaN for none. */
export function accuracy(truth: readonly Label[], predicted: readonly Label[]): number {
  requireSameLength('accuracy', truth, predicted);
  return truth.reduce<number>((right, label, i) => right + (label === predicted[i] ? 1 : 0), 0) / truth.length;
}

export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How often the class is the truth. */
  readonly support: number;
}

/** Precision, recall and F1 of one class. What has a zero denominator is 0, as in scikit-learn. */
export function classScores(truth: readonly Label[], predicted: readonly Label[], positive: Label): ClassScores {
  requireSameLength('classScores', truth, predicted);
  let [hits, claimed, support] = [0, 0, 0];
  truth.forEach((label, i) => {
    if (label === positive) support++;
    if (predicted[i] === positive) claimed++;
    if (label === positive && predicted[i] === positive) hits++;
  });
  return {
    precision: claimed > 0 ? hits / claimed : 0,
    recall: support > 0 ? hits / support : 0,
    f1: claimed + support > 0 ? (2 * hits) / (claimed + support) : 0,
    support,
  };
}

export interface ClassReport {
  readonly perClass: ReadonlyMap<Label, ClassScores>;
  /** The mean over all classes that stand in truth or prediction, rare ones counting as much as frequent ones. */
  readonly macro: Omit<ClassScores, 'support'>;
  readonly accuracy: number;
}

export function classReport(truth: readonly Label[], predicted: readonly Label[]): ClassReport {
  const perClass = new Map([...new Set([...truth, ...predicted])].map((label) => [label, classScores(truth, predicted, label)]));
  const mean = (score: 'precision' | 'recall' | 'f1'): number =>
    [...perClass.values()].reduce((sum, scores) => sum + scores[score], 0) / perClass.size;
  return {
    perClass,
    macro: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') },
    accuracy: accuracy(truth, predicted),
  };
}

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting half
 * (Mann–Whitney). NaN where one of the two is missing.
 */
export function rocAuc(positive: readonly boolean[], scores: readonly number[]): number {
  requireSameLength('rocAuc', positive, scores);
  const ranks = averageRanks(scores);
  let [positives, rankSum] = [0, 0];
  positive.forEach((is, i) => {
    if (!is) return;
    positives++;
    rankSum += ranks[i];
  });
  const negatives = positive.length - positives;
  return positives > 0 && negatives > 0 ? (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives) : NaN;
}

/**
 * Cohen's κ with quadratic weights for ordered integer ratings: 1 for agreement, 0 for chance, below for worse.
 * NaN where both raters give one and the same rating throughout.
 */
export function quadraticWeightedKappa(first: readonly number[], second: readonly number[]): number {
  requireSameLength('quadraticWeightedKappa', first, second);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  // Expected disagreement over all pairs (i, j) is Σ(x_i − y_j)² / n² = var x + var y + (mean x − mean y)².
  const [meanFirst, meanSecond] = [mean(first), mean(second)];
  const variance = (values: readonly number[], center: number): number => mean(values.map((value) => (value - center) ** 2));
  const observed = mean(first.map((value, i) => (value - second[i]) ** 2));
  const expected = variance(first, meanFirst) + variance(second, meanSecond) + (meanFirst - meanSecond) ** 2;
  return expected > 0 ? 1 - observed / expected : NaN;
}

export interface CalibrationBin {
  /** Bounds of the predicted probability, the upper one included. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanPredicted: number;
  readonly shareTrue: number;
}

/** The reliability curve over bins of equal width; empty bins are left out. */
export function reliabilityCurve(happened: readonly boolean[], probabilities: readonly number[], bins = 10): CalibrationBin[] {
  requireSameLength('reliabilityCurve', happened, probabilities);
  const sums = Array.from({ length: bins }, () => ({ count: 0, predicted: 0, happened: 0 }));
  probabilities.forEach((probability, i) => {
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(probability * bins) - 1))];
    bin.count++;
    bin.predicted += probability;
    if (happened[i]) bin.happened++;
  });
  return sums.flatMap((bin, i) =>
    bin.count === 0
      ? []
      : [
          {
            from: i / bins,
            to: (i + 1) / bins,
            count: bin.count,
            meanPredicted: bin.predicted / bin.count,
            shareTrue: bin.happened / bin.count,
          },
        ],
  );
}

/** Expected calibration error: the mean distance between what was predicted and what happened, bins weighted by size (Naeini 2015). */
export function calibrationError(happened: readonly boolean[], probabilities: readonly number[], bins = 10): number {
  return reliabilityCurve(happened, probabilities, bins).reduce(
    (sum, { count, meanPredicted, shareTrue }) => sum + (count / probabilities.length) * Math.abs(meanPredicted - shareTrue),
    0,
  );
}
