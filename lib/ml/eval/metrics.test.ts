import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { accuracy, calibrationError, classReport, classScores, quadraticWeightedKappa, reliabilityCurve, rocAuc } from './classification';
import { distinctN, perplexity } from './generation';
import { ndcgAt, precisionAt, recallAt, reciprocalRankAt } from './ranking';
import { averageRanks, mae, pearson, rmse, spearman } from './regression';

interface Fixtures {
  classification: {
    truth: number[];
    predicted: number[];
    accuracy: number;
    precision: number[];
    recall: number[];
    f1: number[];
    support: number[];
    macro: { precision: number; recall: number; f1: number };
    kappa: number;
  };
  auc: { positive: boolean[]; scores: number[]; auc: number };
  regression: { x: number[]; y: number[]; rmse: number; mae: number; pearson: number; spearman: number; ranks: number[] };
  ranking: { k: number; grades: number[]; scores: number[]; ndcg: number }[];
}
const fixtures = JSON.parse(readFileSync(new URL('./testing/metric-fixtures.json', import.meta.url), 'utf8')) as Fixtures;

describe('classification metrics', () => {
  const { truth, predicted, ...expected } = fixtures.classification;

  it('equal scikit-learn', () => {
    const report = classReport(truth, predicted);
    expect(accuracy(truth, predicted)).toBeCloseTo(expected.accuracy, 12);
    expected.support.forEach((support, label) => {
      const scores = report.perClass.get(label);
      expect(scores).toEqual({
        precision: expect.closeTo(expected.precision[label], 12) as number,
        recall: expect.closeTo(expected.recall[label], 12) as number,
        f1: expect.closeTo(expected.f1[label], 12) as number,
        support,
      });
    });
    for (const score of ['precision', 'recall', 'f1'] as const) expect(report.macro[score]).toBeCloseTo(expected.macro[score], 12);
    expect(report.accuracy).toBe(accuracy(truth, predicted));
    expect(quadraticWeightedKappa(truth, predicted)).toBeCloseTo(expected.kappa, 12);
    expect(rocAuc(fixtures.auc.positive, fixtures.auc.scores)).toBeCloseTo(fixtures.auc.auc, 12);
  });

  it('say when they are not defined', () => {
    expect(rocAuc([true, true], [1, 2])).toBeNaN();
    expect(quadraticWeightedKappa([2, 2], [2, 2])).toBeNaN();
    expect(classScores(['a'], ['b'], 'c')).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    expect(() => accuracy([1], [1, 2])).toThrow(/1 and 2 values/);
  });

  it('measure calibration as computed by hand', () => {
    const happened = [true, false, true, true];
    const probabilities = [0.9, 0.85, 0.25, 1];
    expect(reliabilityCurve(happened, probabilities, 4)).toEqual([
      { from: 0, to: 0.25, count: 1, meanPredicted: 0.25, shareTrue: 1 },
      {
        from: 0.75,
        to: 1,
        count: 3,
        meanPredicted: expect.closeTo(2.75 / 3, 12) as number,
        shareTrue: expect.closeTo(2 / 3, 12) as number,
      },
    ]);
    expect(calibrationError(happened, probabilities, 4)).toBeCloseTo(0.25 * 0.75 + 0.75 * (2.75 / 3 - 2 / 3), 12);
    const rng = createRng(4);
    const drawn = Array.from({ length: 5000 }, () => rng.next());
    const honest = drawn.map((probability) => rng.next() < probability);
    expect(calibrationError(honest, drawn)).toBeLessThan(0.03);
    expect(calibrationError(honest, drawn.map(Math.sqrt))).toBeGreaterThan(0.1);
  });
});

describe('regression metrics', () => {
  it('equal scikit-learn and scipy', () => {
    const { x, y, ...expected } = fixtures.regression;
    expect(rmse(x, y)).toBeCloseTo(expected.rmse, 12);
    expect(mae(x, y)).toBeCloseTo(expected.mae, 12);
    expect(pearson(x, y)).toBeCloseTo(expected.pearson, 12);
    expect(spearman(x, y)).toBeCloseTo(expected.spearman, 12);
    expect([...averageRanks(x)]).toEqual(expected.ranks);
    expect(pearson([1, 1], [1, 2])).toBeNaN();
    expect(spearman([1, 2, 3], [1, 10, 1000])).toBe(1);
    expect(() => averageRanks([1, NaN])).toThrow(RangeError);
  });
});

describe('ranking metrics', () => {
  it('nDCG equals scikit-learn', () => {
    for (const { k, grades, scores, ndcg } of fixtures.ranking) {
      const ranking = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
      expect(ndcgAt(ranking, new Map(grades.map((grade, i) => [i, grade])), k)).toBeCloseTo(ndcg, 12);
    }
  });

  it('have the values computed by hand', () => {
    const judgements = new Map([
      ['a', 2],
      ['b', 1],
      ['c', 1],
      ['d', 0],
      ['e', -1],
    ]);
    const ranking = ['e', 'd', 'b', 'x', 'a'];
    expect(ndcgAt(ranking, judgements, 5)).toBeCloseTo((1 / 2 + 2 / Math.log2(6)) / (2 + 1 / Math.log2(3) + 1 / 2), 12);
    expect(ndcgAt(ranking, judgements, 2)).toBe(0);
    expect(recallAt(ranking, judgements, 3)).toBe(1 / 3);
    expect(recallAt(ranking, judgements, 100)).toBe(2 / 3);
    expect(reciprocalRankAt(ranking, judgements, 10)).toBe(1 / 3);
    expect(reciprocalRankAt(ranking, judgements, 2)).toBe(0);
    expect(precisionAt(ranking, judgements, 10)).toBe(0.2);
    for (const metric of [ndcgAt, recallAt, reciprocalRankAt]) expect(metric(['a'], new Map([['a', 0]]), 10)).toBe(0);
  });
});

describe('generation metrics', () => {
  it('have the values computed by hand', () => {
    expect(perplexity([Math.log(0.5), Math.log(0.125)])).toBeCloseTo(4, 12);
    expect(perplexity([])).toBeNaN();
    expect(
      distinctN(
        [
          ['a', 'b', 'a', 'b'],
          ['a', 'b'],
        ],
        2,
      ),
    ).toBe(2 / 4);
    expect(
      distinctN(
        [
          [1, 2, 3],
          [12, 3],
        ],
        1,
      ),
    ).toBe(4 / 5);
    expect(distinctN([['a']], 2)).toBeNaN();
  });
});
