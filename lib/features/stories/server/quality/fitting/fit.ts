import { monotoneThrough, quantiles } from '@/lib/ml/eval';
import { basisWidth, fitHingeBasis, fitSoftmaxRegression, type HingeBasis } from '@/lib/ml/train/tabular';
import { estimate, rowOf, type EstimatorFile } from '../estimator';
import { faultNames, featureNames, mayUse, type Fault, type Features } from '../faults';
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

/** What is fitted, as plain data: a regression with a class per fault after the sound ones. */
export interface FaultProblem {
  readonly bases: readonly HingeBasis[];
  readonly rows: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
  readonly exampleWeights: readonly number[];
  readonly classes: number;
  /** By label. */
  readonly l2: readonly number[];
  /** By label and column. */
  readonly allowed: readonly (readonly boolean[])[];
  readonly human: EstimatorFile['human'];
}

/** Little for what is plain to see, much for what is hard to tell: chosen by leaving out books of `fit` and `points` in turn. */
const penalties: Readonly<Record<Fault, number>> = {
  words: 0.3,
  order: 5,
  joined: 5,
  repetition: 1,
  cut: 1,
  sampled: 3,
  genre: 10,
  prompt: 1,
};

/**
 * How likely a fault is held to be before a text is read, against the others. Genre and unfinished models are told from nothing wrong so
 * poorly that, as likely as the others, their doubts drown what is known of the order of sentences. Chosen by leaving out books of `fit`.
 */
const likelihoods: Readonly<Partial<Record<Fault, number>>> = { genre: 0.1, sampled: 0.1 };

/** Fits the faults side by side: human passages weigh as much as all damaged ones, every fault as much as the next. */
export function fitFaults(all: readonly MeasuredExample[], options: FitOptions = {}): Fitted {
  const problem = faultProblem(all, options);
  const { classes, l2, allowed } = problem;
  const model = fitSoftmaxRegression(problem, { classes, l2: (label) => l2[label], allowed: (label, column) => allowed[label][column] });
  return fittedFaults(problem, model.weights);
}

/** The regression of {@link fitFaults}, which may be fitted elsewhere. */
export function faultProblem(all: readonly MeasuredExample[], { l2 = {}, knots = 1, without = new Set() }: FitOptions = {}): FaultProblem {
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
  return {
    bases,
    rows: examples.map(({ features }) => rowOf(features, bases)),
    labels,
    exampleWeights: labels.map((label) => {
      const share = label === 0 ? 0.5 : 0.5 / faultNames.filter((_, i) => counts.has(i + 1)).length;
      return (share * examples.length) / (counts.get(label) ?? 1);
    }),
    classes: faultNames.length + 1,
    l2: [1, ...faultNames.map((fault) => ({ ...penalties, ...l2 })[fault] ?? 1)],
    allowed: [[], ...faultNames.map((fault) => featureOf.map((feature) => mayUse(fault, feature)))],
    human: Object.fromEntries(
      featureNames.map((name): [string, [number, number, number]] => {
        const known = human.map(({ features }) => features[name]).filter((value) => !Number.isNaN(value));
        const [low, middle, high] = known.length > 0 ? quantiles(known, [0.05, 0.5, 0.95]).map(round) : [0, 0, 0];
        return [name, [low, middle, high]];
      }),
    ),
  };
}

const round = (value: number): number => Number(value.toPrecision(5));

/** What the estimator keeps of a regression's weights, in five digits: row per fault, the intercept last. */
export function fittedFaults({ bases, human }: FaultProblem, weights: ArrayLike<number>): Fitted {
  const width = weights.length / faultNames.length;
  return {
    bases: bases.map(({ low, high, mean, deviation, knots: places }) => ({
      low: round(low),
      high: round(high),
      mean: round(mean),
      deviation: round(deviation),
      knots: places.map(round),
    })),
    weights: faultNames.map((fault, i) =>
      Array.from({ length: width }, (_, column) => {
        const held = column === width - 1 ? Math.log(likelihoods[fault] ?? 1) : 0;
        return round(weights[i * width + column] + held);
      }),
    ),
    human,
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
  const model = {
    classes: faultNames.length + 1,
    features: fitted.weights[0].length - 1,
    weights: Float64Array.from(fitted.weights.flat()),
  };
  const points = { from: [-1e9, 1e9], to: [0, 10] };
  return examples.map(({ features }) => {
    const { probability } = estimate({ file: fitted, model, bases: fitted.bases, points }, features);
    return Math.log(Math.max(probability, 1e-12)) - Math.log(Math.max(1 - probability, 1e-12));
  });
}
