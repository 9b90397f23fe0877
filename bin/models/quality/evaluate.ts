import type { Rng } from '@/lib/core/rng';
import { bootstrapStatistic, calibrationError, quantiles, reliabilityCurve, rocAuc, type CalibrationBin, type Interval } from '@/lib/ml/eval';
import type { Kind } from '@/lib/features/stories/server/quality/fitting/examples';

/** A text with what the estimator and the second judge say. */
export interface Scored {
  readonly kind: Kind;
  readonly book: string;
  readonly score: number;
  /** The estimator's and the second judge's probability that nothing is wrong. */
  readonly probability: number;
  readonly judged: number;
}

export interface QualityEvaluation {
  readonly metrics: Record<string, Interval>;
  /** Of the estimator's probability, human and damaged texts weighing the same. */
  readonly reliability: readonly CalibrationBin[];
}

/** Kinds that are one goal together. */
const together: Readonly<Record<string, readonly Kind[]>> = { splices: ['spliceOther', 'spliceSame'] };

/**
 * How well human passages are told from each damage (AUC) and where the points lie, by the estimator and by the second judge. Intervals:
 * 95 %, by drawing whole books anew.
 */
export function evaluateScores(scored: readonly Scored[], rng: Rng): QualityEvaluation {
  const byBook = new Map<string, Scored[]>();
  for (const each of scored) byBook.set(each.book, [...(byBook.get(each.book) ?? []), each]);
  const books = [...byBook.values()];
  const interval = (label: string, of: (texts: readonly Scored[]) => number): Interval =>
    bootstrapStatistic(books, (drawn) => of(drawn.flat()), rng.fork(label), { resamples: 500 });
  const metrics: Record<string, Interval> = {};
  const kinds = [...new Set(scored.map(({ kind }) => kind))].filter((kind) => kind !== 'human');
  const groups: [string, readonly Kind[]][] = [...kinds.map((kind): [string, Kind[]] => [kind, [kind]]), ...Object.entries(together)];
  for (const [name, members] of groups) {
    const auc = (value: (text: Scored) => number) => (texts: readonly Scored[]): number => {
      const chosen = texts.filter(({ kind }) => kind === 'human' || members.includes(kind));
      return rocAuc(chosen.map(({ kind }) => kind === 'human'), chosen.map(value)); // prettier-ignore
    };
    metrics[`auc.${name}`] = interval(`auc ${name}`, auc(({ score, probability }) => score + probability * 1e-6));
    // What was asked for is no business of the judge, which sees the text alone.
    if (name !== 'genre' && name !== 'prompt') metrics[`judge.auc.${name}`] = interval(`judge ${name}`, auc(({ judged }) => judged));
  }
  for (const kind of ['human', ...kinds] as const) {
    const own = (texts: readonly Scored[]): number[] => texts.filter((text) => text.kind === kind).map(({ score }) => score);
    metrics[`points.${kind}`] = interval(`points ${kind}`, (texts) => (own(texts).length === 0 ? NaN : quantiles(own(texts), [0.5])[0]));
    metrics[`share.${kind}.${kind === 'human' ? 'from7' : 'below5'}`] = interval(`share ${kind}`, (texts) => {
      const points = own(texts);
      return points.filter((score) => (kind === 'human' ? score >= 7 : score < 5)).length / points.length;
    });
  }
  const fitted = scored.filter(({ kind }) => !(['dropped', 'interleaved', 'renamed'] as Kind[]).includes(kind));
  const balanced = balance(fitted);
  const happened = balanced.map(({ kind }) => kind === 'human');
  const predicted = balanced.map(({ probability }) => probability);
  metrics.calibrationError = interval('calibration', (texts) => {
    const drawn = balance(texts.filter((text) => fitted.includes(text)));
    return calibrationError(drawn.map(({ kind }) => kind === 'human'), drawn.map(({ probability }) => probability)); // prettier-ignore
  });
  return { metrics, reliability: reliabilityCurve(happened, predicted) };
}

/** Human texts repeated until they are about as many as the damaged ones: the probability is meant for such a world. */
function balance(texts: readonly Scored[]): Scored[] {
  const human = texts.filter(({ kind }) => kind === 'human');
  const damaged = texts.filter(({ kind }) => kind !== 'human');
  const times = Math.max(1, Math.round(damaged.length / Math.max(1, human.length)));
  return [...damaged, ...Array.from({ length: times }, () => human).flat()];
}
