import { describe, expect, it } from 'vitest';
import { reciprocalRankFusion, weightedFusion } from './fusion';

describe('reciprocalRankFusion', () => {
  it('has the values of its formula', () => {
    const fused = reciprocalRankFusion([['a', 'b', 'c'], ['c', 'a'], ['d']], { k: 60, weights: [1, 2, 0.5] });
    expect(fused.map(({ item }) => item)).toEqual(['c', 'a', 'b', 'd']);
    expect(fused[0].score).toBeCloseTo(1 / 63 + 2 / 61, 12);
    expect(fused[3].score).toBeCloseTo(0.5 / 61, 12);
  });
});

describe('weightedFusion', () => {
  it('is blind to the scales of the lists', () => {
    const words = new Map([
      ['a', 12],
      ['b', 7],
      ['c', 2],
    ]);
    const vectors = new Map([
      ['b', 0.9],
      ['c', 0.8],
      ['d', 0.5],
    ]);
    const fused = weightedFusion([words, vectors], [0.5, 0.5]);
    expect(fused).toEqual([
      { item: 'b', score: 0.75 },
      { item: 'a', score: 0.5 },
      { item: 'c', score: expect.closeTo(0.375, 12) as number },
      { item: 'd', score: 0 },
    ]);
    const stretched = new Map(Array.from(words, ([item, score]) => [item, 1000 * score + 3] as const));
    expect(weightedFusion([stretched, vectors], [0.5, 0.5])).toEqual(fused);
  });

  it('takes equal scores for full ones, and wants a weight a list', () => {
    expect(weightedFusion([new Map([['a', 3]]), new Map<string, number>()], [2, 1])).toEqual([{ item: 'a', score: 2 }]);
    expect(() => weightedFusion([new Map([['a', 3]])], [])).toThrow(RangeError);
  });
});
