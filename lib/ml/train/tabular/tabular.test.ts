import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import {
  basisWidth,
  expand,
  fitHashedLogistic,
  fitHingeBasis,
  fitSoftmaxRegression,
  hashedLogOdds,
  loadHashedLogistic,
  logOdds,
  placesOf,
  saveHashedLogistic,
  softmax,
} from '.';
import fixture from './testing/logistic-fixture.json';

it('finds the coefficients that scikit-learn finds, examples weighing differently', () => {
  const { labels, l2, coefficients, intercept } = fixture.binary;
  const { weights } = fitSoftmaxRegression({ rows: fixture.rows, labels, exampleWeights: fixture.weights }, { classes: 2, l2 });
  [...coefficients, intercept].forEach((expected, i) => expect(weights[i]).toBeCloseTo(expected, 4));
});

it('gives three classes the probabilities that scikit-learn gives', () => {
  const { labels, l2, probabilities } = fixture.three;
  const model = fitSoftmaxRegression({ rows: fixture.rows, labels }, { classes: 3, l2 });
  fixture.rows.forEach((row, i) => {
    const found = softmax(logOdds(model, row));
    probabilities[i].forEach((expected, label) => expect(found[label]).toBeCloseTo(expected, 3));
  });
});

it('leaves a feature alone that a class may not use', () => {
  const { labels } = fixture.three;
  const model = fitSoftmaxRegression(
    { rows: fixture.rows, labels },
    { classes: 3, l2: 1, allowed: (label, feature) => label !== 1 || feature === 0 },
  );
  expect([...model.weights.slice(1, 4)]).toEqual([0, 0, 0]);
  expect(model.weights[0]).not.toBe(0);
  expect(model.weights[5]).not.toBe(0);
});

it('refuses data that does not fit together', () => {
  expect(() => fitSoftmaxRegression({ rows: [[1], [2, 3]], labels: [0, 1] }, { classes: 2 })).toThrow(RangeError);
  expect(() => fitSoftmaxRegression({ rows: [[1], [2]], labels: [0, 2] }, { classes: 2 })).toThrow(RangeError);
  expect(() => logOdds({ classes: 2, features: 2, weights: new Float64Array(3) }, [1])).toThrow(RangeError);
});

it('takes a class away by log-odds of minus infinity', () => {
  expect([...softmax([0, -Infinity, 0])]).toEqual([0.5, 0, 0.5]);
});

it('cuts and scales values, and bends at its knots', () => {
  const basis = fitHingeBasis(
    Float64Array.from({ length: 1001 }, (_, i) => i),
    { knots: 3, tail: 0.01 },
  );
  expect(basisWidth(basis)).toBe(4);
  expect(expand(basis, 1e9)).toEqual(expand(basis, basis.high));
  expect(expand(basis, -1e9)).toEqual(expand(basis, basis.low));
  expect(expand(basis, NaN)).toEqual(expand(basis, basis.mean));
  const [low, middle] = [expand(basis, 100), expand(basis, 600)];
  expect(low.slice(1)).toEqual([0, 0, 0]);
  expect(middle.slice(1).filter((value) => value > 0)).toHaveLength(2);
});

it('gives a feature with one value no knots', () => {
  const basis = fitHingeBasis([2, 2, 2, NaN]);
  expect(expand(basis, 2)).toEqual([0]);
  expect(expand(basis, 5)).toEqual([0]);
  expect(() => fitHingeBasis([NaN])).toThrow(RangeError);
});

it('learns which named features tell, and keeps it through eight bits', () => {
  const rng = createRng(3);
  const examples = Array.from({ length: 400 }, () => {
    const positive = rng.next() < 0.5;
    const names = [positive === rng.next() < 0.9 ? 'sun' : 'rain', `noise ${rng.int(50)}`];
    return { places: placesOf(names, 1024), positive };
  });
  const model = fitHashedLogistic(examples, { size: 1024, rng: createRng(1) });
  const odds = (name: string) => hashedLogOdds(model, placesOf([name], 1024));
  expect(odds('sun') - odds('rain')).toBeGreaterThan(2);
  const loaded = loadHashedLogistic(JSON.parse(JSON.stringify(saveHashedLogistic(model))) as ReturnType<typeof saveHashedLogistic>);
  for (const name of ['sun', 'rain']) expect(hashedLogOdds(loaded, placesOf([name], 1024))).toBeCloseTo(odds(name), 1);
  expect(() => fitHashedLogistic(examples, { size: 1000, rng })).toThrow(RangeError);
});

it('spreads names over all places', () => {
  const places = placesOf(
    Array.from({ length: 4096 }, (_, i) => `name ${i}`),
    4096,
  );
  // Throwing as many balls into as many urns leaves 1/e of them empty.
  expect(places.length / 4096).toBeGreaterThan(0.6);
});
