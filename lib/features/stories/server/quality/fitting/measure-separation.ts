import { createRng } from '@/lib/core/rng';
import { bootstrapMean, bootstrapStatistic, rocAuc } from '@/lib/ml/eval';
import type { Evaluation } from '@/lib/features/runs';
import { estimate, type Estimator } from '../estimator';
import type { MeasuredExample } from './fit';

interface Judged {
  readonly human: boolean;
  /** Log-odds that nothing is wrong. */
  readonly sound: number;
  /** What the simplest opinion says: how little the words surprise. */
  readonly plain: number;
}

/**
 * How well an estimator tells held-out passages from their damaged forms. Rows are passages, with the share of its damaged forms above
 * which a passage stands. Beside it the surprise of the words alone.
 */
export function measureSeparation(
  examples: readonly MeasuredExample[],
  ids: readonly string[],
  estimator: Estimator,
  seed: number,
): Evaluation {
  const byPassage = new Map<number, Judged[]>();
  for (const { kind, passage, features } of examples) {
    const { probability } = estimate(estimator, features);
    const sound = Math.log(Math.max(probability, 1e-12)) - Math.log(Math.max(1 - probability, 1e-12));
    const judged = { human: kind === 'human', sound, plain: -features.surprise };
    byPassage.set(passage, [...(byPassage.get(passage) ?? []), judged]);
  }
  const passages = [...byPassage].map(([passage, judged]) => ({ id: ids[passage], judged }));
  const rowsBy = (of: (judged: Judged) => number) =>
    passages.map(({ id, judged }) => {
      const whole = of(judged.find(({ human }) => human)!);
      const damaged = judged.filter(({ human }) => !human).map(of);
      const below = damaged.reduce((sum, value) => sum + (value < whole ? 1 : value === whole ? 0.5 : 0), 0);
      return { id, value: below / damaged.length };
    });
  const [rows, plain] = [rowsBy(({ sound }) => sound), rowsBy((judged) => judged.plain)];
  const rng = createRng(seed);
  const auc = (drawn: readonly (typeof passages)[number][]): number => {
    const all = drawn.flatMap(({ judged }) => judged);
    return rocAuc(all.map(({ human }) => human), all.map(({ sound }) => sound)); // prettier-ignore
  };
  const values = (of: typeof rows): number[] => of.map(({ value }) => value);
  return {
    score: { name: 'toldApart', higherIsBetter: true },
    rows,
    baseline: { name: 'Surprise of the words', rows: plain },
    metrics: {
      toldApart: bootstrapMean(values(rows), rng.fork('rows')),
      toldApartBySurprise: bootstrapMean(values(plain), rng.fork('plain')),
      againstSurprise: bootstrapMean(values(rows).map((value, i) => value - plain[i].value), rng.fork('difference')), // prettier-ignore
      auc: bootstrapStatistic(passages, auc, rng.fork('auc')),
    },
  };
}
