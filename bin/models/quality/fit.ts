import { monotoneThrough, quantiles } from '@/lib/ml/eval';
import { basisWidth, fitHingeBasis, fitSoftmaxRegression, type HingeBasis } from '@/lib/ml/train/tabular';
import { estimate, rowOf, type EstimatorFile } from '@/lib/features/stories/server/quality/estimator';
import { faultNames, featureNames, mayUse, type Fault, type Features } from '@/lib/features/stories/server/quality/faults';
import { faultOf, type Kind } from './examples';

export interface MeasuredExample {
  readonly kind: Kind;
  readonly features: Features;
  readonly book: string;
  readonly passage: number;
}

export interface FitOptions {
  readonly l2?: Readonly<Partial<Record<Fault, number>>>;
  readonly knots?: number;
  /** Features that are treated as if they were always missing: for finding out what one brings. */
  readonly without?: ReadonlySet<string>;
}

export type Fitted = Pick<EstimatorFile, 'bases' | 'weights' | 'human'>;

/** Little for what is plain to see, much for what is hard to tell: chosen by leaving out books of `fit` and `points` in turn. */
const penalties: Readonly<Record<Fault, number>> = { words: 0.3, order: 5, joined: 5, repetition: 1, cut: 1, sampled: 3, genre: 10, prompt: 1 };

/** Fits the faults side by side: human passages weigh as much as all damaged ones, every fault as much as the next. */
export function fitFaults(all: readonly MeasuredExample[], { l2 = {}, knots = 1, without = new Set() }: FitOptions = {}): Fitted {
  const examples = all.filter(({ kind }) => kind === 'human' || faultOf[kind]);
  const labels = examples.map(({ kind }) => (kind === 'human' ? 0 : 1 + faultNames.indexOf(faultOf[kind] as Fault)));
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const human = examples.filter(({ kind }) => kind === 'human');
  const bases = featureNames.map((name): HingeBasis => {
    const values = examples.map(({ features }) => features[name]);
    if (without.has(name) || values.every(Number.isNaN)) return { low: 0, high: 0, mean: 0, deviation: 1, knots: [] };
    return fitHingeBasis(values, { knots });
  });
  const featureOf = featureNames.flatMap((name, i) => Array.from({ length: basisWidth(bases[i]) }, () => name));
  const model = fitSoftmaxRegression(
    {
      rows: examples.map(({ features }) => rowOf(features, bases)),
      labels,
      exampleWeights: labels.map((label) => {
        const share = label === 0 ? 0.5 : 0.5 / faultNames.filter((_, i) => counts.has(i + 1)).length;
        return (share * examples.length) / (counts.get(label) ?? 1);
      }),
    },
    { classes: faultNames.length + 1, l2: (label) => ({ ...penalties, ...l2 })[faultNames[label - 1]] ?? 1, allowed: (label, column) => mayUse(faultNames[label - 1], featureOf[column]) },
  );
  const width = model.features + 1;
  const round = (value: number): number => Number(value.toPrecision(5));
  return {
    bases: bases.map(({ low, high, mean, deviation, knots: places }) => ({
      low: round(low),
      high: round(high),
      mean: round(mean),
      deviation: round(deviation),
      knots: places.map(round),
    })),
    weights: faultNames.map((_, i) => Array.from(model.weights.subarray(i * width, (i + 1) * width), round)),
    human: Object.fromEntries(
      featureNames.map((name): [string, [number, number, number]] => {
        const known = human.map(({ features }) => features[name]).filter((value) => !Number.isNaN(value));
        const [low, middle, high] = known.length > 0 ? quantiles(known, [0.05, 0.5, 0.95]).map(round) : [0, 0, 0];
        return [name, [low, middle, high]];
      }),
    ),
  };
}

/**
 * From log-odds to points, on passages of books that nothing was fitted to: the middle human passage has 8.5 points, and one in twenty has
 * fewer than 5; below, the points fall to 0 at the log-odds of the worst one in a hundred damaged texts.
 */
export function fitPoints(human: readonly number[], damaged: readonly number[]): EstimatorFile['points'] {
  const [weakest, weak, middle, good, best] = quantiles(human, [0.05, 0.25, 0.5, 0.75, 0.99]);
  const [worst] = quantiles(damaged, [0.01]);
  const { from, to } = monotoneThrough([
    [Math.min(worst, weakest - 1), 0],
    [weakest, 5],
    [weak, 7.3],
    [middle, 8.5],
    [good, 9.2],
    [best, 10],
  ]);
  return { from: [...from], to: [...to] };
}

/** Log-odds that nothing is wrong, by the fitted faults alone. */
export function soundness(fitted: Fitted, examples: readonly { readonly features: Features }[]): number[] {
  const model = { classes: faultNames.length + 1, features: fitted.weights[0].length - 1, weights: Float64Array.from(fitted.weights.flat()) };
  const points = { from: [-1e9, 1e9], to: [0, 10] };
  return examples.map(({ features }) => {
    const { probability } = estimate({ file: fitted, model, bases: fitted.bases, points }, features);
    return Math.log(Math.max(probability, 1e-12)) - Math.log(Math.max(1 - probability, 1e-12));
  });
}
