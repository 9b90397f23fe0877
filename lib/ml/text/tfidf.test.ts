import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { cosineOfRows, cosineWithRows, type SparseRows } from './sparse';
import { fitTfidf, fitTransformTfidf, loadTfidf, saveTfidf, type TfidfOptions } from './tfidf';
import { anyText } from './testing/any-text';

interface FixtureRows {
  starts: number[];
  indices: number[];
  values: number[];
}
interface Fixtures {
  texts: string[];
  queries: string[];
  cases: { options: TfidfOptions; terms: string[]; fitted: FixtureRows; queried: FixtureRows }[];
}
const fixtures = JSON.parse(readFileSync(new URL('./testing/tfidf-fixtures.json', import.meta.url), 'utf8')) as Fixtures;

function expectSame(rows: SparseRows, expected: FixtureRows): void {
  expect([...rows.starts]).toEqual(expected.starts);
  expect([...rows.indices]).toEqual(expected.indices);
  const worst = expected.values.reduce((max, value, i) => Math.max(max, Math.abs(value - rows.values[i])), 0);
  expect(worst).toBeLessThan(1e-6);
}

/** TF-IDF by its definition: strings, maps and a dense table. */
function definition(texts: string[], longest: number): { terms: string[]; table: number[][] } {
  const grams = texts.map((text) => {
    const tokens = text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
    return Array.from({ length: longest }, (_, n) =>
      tokens.flatMap((_, i) => (i + n < tokens.length ? [tokens.slice(i, i + n + 1).join(' ')] : [])),
    ).flat();
  });
  const points = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const terms = [...new Set(grams.flat())].sort((a, b) => {
    const [x, y] = [points(a), points(b)];
    const i = x.findIndex((point, at) => point !== y[at]);
    return i < 0 ? x.length - y.length : x[i] - (y[i] ?? -1);
  });
  const table = grams.map((list) => {
    const row = terms.map((term) => {
      const frequency = grams.filter((other) => other.includes(term)).length;
      return list.filter((gram) => gram === term).length * (Math.log((1 + texts.length) / (1 + frequency)) + 1);
    });
    const length = Math.hypot(...row);
    return row.map((value) => (length > 0 ? value / length : 0));
  });
  return { terms, table };
}

function dense({ rows, columns, starts, indices, values }: SparseRows): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const line = new Array<number>(columns).fill(0);
    for (let i = starts[row]; i < starts[row + 1]; i++) line[indices[i]] = values[i];
    return line;
  });
}

describe('tfidf', () => {
  it.each(fixtures.cases.map((fixture) => [JSON.stringify(fixture.options), fixture] as const))(
    'equals scikit-learn for %s',
    (_, fixture) => {
      const { vectorizer, rows } = fitTransformTfidf(fixtures.texts, fixture.options);
      expect(vectorizer.terms).toEqual(fixture.terms);
      expectSame(rows, fixture.fitted);
      expectSame(vectorizer.transform(fixtures.queries), fixture.queried);
      expectSame(vectorizer.transform(fixtures.texts), fixture.fitted);
    },
  );

  it('equals its definition on any text', () => {
    const word = fc.constantFrom('list', 'List', 'dict', 'ab', '𐐀𐐁', 'ﬀ', 'a', '🙂', 'été', 'x_1', '\ud835', ',');
    const text = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((list) => list.join(' ')),
      anyText(30),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3 }), (texts, longest) => {
        const { terms, table } = definition(texts, longest);
        fc.pre(terms.length > 0);
        const { vectorizer, rows } = fitTransformTfidf(texts, { ngramRange: [1, longest] });
        expect(vectorizer.terms).toEqual(terms);
        dense(rows).forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(table[i][j], 9)));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('grows its tables without losing a word', () => {
    const rng = createRng(3);
    const texts = Array.from({ length: 300 }, () => Array.from({ length: 100 }, () => `w${rng.int(9000)}`).join(' '));
    const { vectorizer, rows } = fitTransformTfidf(texts, { ngramRange: [1, 2], norm: null, useIdf: false });
    const pairs = texts.flatMap((text) => text.split(' ').flatMap((word, i, all) => (i > 0 ? [`${all[i - 1]} ${word}`] : [])));
    const expected = new Set([...texts.join(' ').split(' '), ...pairs]);
    expect(vectorizer.terms).toEqual([...expected].sort());
    expect(rows.values.reduce((a, b) => a + b, 0)).toBe(300 * 199);
  });

  it('is the same after saving, JSON and loading', () => {
    const vectorizer = fitTfidf(fixtures.texts, { ngramRange: [1, 2], sublinearTf: true });
    const loaded = loadTfidf(JSON.parse(JSON.stringify(saveTfidf(vectorizer))));
    expect(loaded.transform(fixtures.queries)).toEqual(vectorizer.transform(fixtures.queries));
    expect(saveTfidf(loaded)).toEqual(saveTfidf(vectorizer));
  });

  it('refuses other versions, other kinds and damage', () => {
    const saved = saveTfidf(fitTfidf(['some words']));
    expect(() => loadTfidf({ ...saved, version: 2 })).toThrow(/version 2, but only version 1/);
    expect(() => loadTfidf({ ...saved, kind: 'bm25' })).toThrow(/not a saved tfidf/);
    expect(() => loadTfidf({ ...saved, idf: [1] })).toThrow(/"idf"/);
    expect(() => loadTfidf('text')).toThrow(/not a saved tfidf/);
  });

  it('says which options leave nothing', () => {
    expect(() => fitTfidf(['', 'a b'])).toThrow(/no term in these texts/);
    expect(() => fitTfidf(['one two', 'three four'], { minDf: 2 })).toThrow(/No term is left/);
    expect(() => fitTfidf(['one two'], { minDf: 3, maxDf: 2 })).toThrow(/no term can be kept/);
    expect(() => fitTfidf(['one two'], { ngramRange: [2, 1] })).toThrow(/ngramRange/);
    expect(() => fitTfidf(['one two'], { maxFeatures: 0 })).toThrow(/maxFeatures/);
  });

  it('measures cosines of rows', () => {
    const { vectorizer, rows } = fitTransformTfidf(['red apples', 'green apples', 'blue sky', 'red apples red apples', '']);
    const query = vectorizer.transform(['apples red']);
    const cosines = cosineWithRows(rows, query);
    expect([...cosines].map((value) => value.toFixed(6))).toEqual(
      Array.from({ length: 5 }, (_, row) => cosineOfRows(rows, row, query, 0).toFixed(6)),
    );
    expect(cosines[0]).toBeCloseTo(1, 12);
    expect(cosines[1]).toBeGreaterThan(0.1);
    expect(cosines[2]).toBe(0);
    expect(cosines[3]).toBeCloseTo(1, 12);
    expect(cosines[4]).toBe(0);
  });
});
