import { expect, it } from 'vitest';
import { fitNaiveBayes, loadNaiveBayes } from './naive-bayes';

const texts = [
  ...Array.from({ length: 4 }, () => ({ terms: ['ship', 'star', 'the'], classes: ['space'] })),
  ...Array.from({ length: 4 }, () => ({ terms: ['ship', 'sea', 'the'], classes: ['sea'] })),
  ...Array.from({ length: 2 }, () => ({ terms: ['rope', 'the'], classes: ['sea', 'space'] })),
];

it('weighs terms by how much likelier a class makes them', () => {
  const model = fitNaiveBayes(texts, ['space', 'sea'], { minDf: 1 });
  // 5 terms; space: star 4, ship 4, the 5, rope 1 of 14; with one added each, 19 in all. ln(5/19 / mean(5/19, 1/19)) = ln(5/3)
  expect(model.evidence(['star'])[0]).toBeCloseTo(Math.log(5 / 3), 2);
  expect(model.evidence(['sea', 'unknown'])[1]).toBeCloseTo(Math.log(5 / 3), 2);
  expect(model.evidence(['the'])[0]).toBeCloseTo(0, 2);
  expect([...model.evidence([])]).toEqual([0, 0]);
});

it('keeps the telling terms, and all of itself through JSON', () => {
  const model = fitNaiveBayes(texts, ['space', 'sea'], { minDf: 1, maxTerms: 2 });
  const saved = JSON.parse(JSON.stringify(model.save())) as Record<string, unknown>;
  expect(saved.terms).toEqual(['sea', 'star']);
  expect([...loadNaiveBayes(saved).evidence(['star', 'rope'])]).toEqual([...model.evidence(['star', 'rope'])]);
  expect(() => loadNaiveBayes({ ...saved, weights: [1] })).toThrow('damaged');
  expect(() => loadNaiveBayes({ ...saved, kind: 'tfidf' })).toThrow('naive-bayes');
});

it('refuses a class without texts', () => {
  expect(() => fitNaiveBayes(texts, ['space', 'desert'])).toThrow(RangeError);
});
