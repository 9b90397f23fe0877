import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBm25, loadBm25, saveBm25 } from './bm25';

const documents = [['red', 'apple', 'pie'], ['green', 'apple'], ['red', 'red', 'sky', 'at', 'night', 'red'], [], ['blue', 'sky']];

/** BM25 as its formula reads. */
function definition(docs: readonly (readonly string[])[], query: readonly string[], k1: number, b: number): number[] {
  const mean = docs.reduce((sum, terms) => sum + terms.length, 0) / docs.length;
  return docs.map((terms) =>
    query.reduce((sum, term) => {
      const df = docs.filter((other) => other.includes(term)).length;
      const tf = terms.filter((other) => other === term).length;
      if (tf === 0) return sum;
      return sum + (Math.log(1 + (docs.length - df + 0.5) / (df + 0.5)) * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * terms.length) / mean));
    }, 0),
  );
}

describe('bm25', () => {
  it('scores by its formula and finds the best', () => {
    const term = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const docs = fc.array(fc.array(term, { maxLength: 8 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        docs,
        fc.array(term, { maxLength: 4 }),
        fc.constantFrom(0, 0.9, 2),
        fc.constantFrom(0, 0.4, 1),
        fc.nat(6),
        (docs, query, k1, b, limit) => {
          const index = buildBm25(docs, { k1, b });
          const expected = definition(docs, query, k1, b);
          [...index.scores(query)].forEach((score, i) => expect(score).toBeCloseTo(expected[i], 10));
          const scores = index.scores(query);
          const order = docs
            .map((_, i) => i)
            .filter((i) => scores[i] > 0)
            .sort((x, y) => scores[y] - scores[x] || x - y);
          expect(index.search(query, limit).map(({ document }) => document)).toEqual(order.slice(0, limit));
        },
      ),
      { seed: 5 },
    );
  });

  it('has the value computed by hand', () => {
    const [best] = buildBm25(documents).search(['night'], 3);
    const idf = Math.log(1 + 4.5 / 1.5);
    expect(best).toEqual({ document: 2, score: expect.closeTo((idf * 2.2) / (1 + 1.2 * (0.25 + (0.75 * 6) / 2.6)), 12) as number });
  });

  it('is the same after saving, JSON and loading; refuses what it cannot read', () => {
    const index = buildBm25(documents, { k1: 0.9, b: 0.4 });
    const saved = saveBm25(index);
    const loaded = loadBm25(JSON.parse(JSON.stringify(saved)));
    expect(loaded.search(['red', 'sky'], 9)).toEqual(index.search(['red', 'sky'], 9));
    expect(saveBm25(loaded)).toEqual(saved);
    expect(() => loadBm25({ ...saved, version: 7 })).toThrow(/version 7, but only version 1/);
    expect(() => loadBm25({ ...saved, holders: saved.holders.map((i) => i + 9) })).toThrow(/"holders"/);
    expect(() => loadBm25({ ...saved, starts: [0] })).toThrow(/"starts"/);
    expect(() => loadBm25(null)).toThrow(/not a saved bm25/);
  });

  it('refuses impossible options, and answers nothing from nothing', () => {
    expect(() => buildBm25(documents, { b: 2 })).toThrow(/b must lie/);
    expect(() => buildBm25(documents, { k1: -1 })).toThrow(/k1 must/);
    expect(buildBm25([]).search(['red'], 5)).toEqual([]);
    expect(buildBm25([[], []]).search(['red'], 5)).toEqual([]);
  });
});
