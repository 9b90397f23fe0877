import { describe, expect, it } from 'vitest';
import { figuresOf, type Counted } from './figures';
import { untilNext } from './statistics';

const many = (count: number, about: Partial<Counted>): Counted[] =>
  Array.from({ length: count }, () => ({ voice: 'composer', state: 'collected', genre: 'fantasy', score: 8, reason: null, ...about }));

describe('figures of a collection', () => {
  it('tells success from quality: two rates', () => {
    const figures = figuresOf([
      ...many(25, {}),
      ...many(20, { genre: 'sci_fi', voice: 'writer', score: 9 }),
      ...many(3, { genre: 'sci_fi', voice: 'writer', state: 'below_threshold', score: 5.5, reason: 'Scored 5.5, below 7: breaks off' }),
      ...many(1, { state: 'near_duplicate', score: 9, reason: '93 % the same words as an example that is there already' }),
      ...many(1, { state: 'no_text', score: null, reason: 'No usable text came of it' }),
    ]);
    expect(figures).toMatchObject({ told: 50, successful: 48, failed: 2, collected: 45, belowThreshold: 3 });
    expect(figures.genres).toEqual({ fantasy: 25, sci_fi: 23 });
    expect(figures.successRate).toBe(0.96);
    expect(figures.highQualityRate).toBe(0.9375);
    expect(figures.averageQuality).toBeCloseTo((25 * 8 + 20 * 9 + 3 * 5.5) / 48, 2);
    expect(figures.averageQualityCollected).toBeCloseTo((25 * 8 + 20 * 9) / 45, 2);
    expect(figures.reasons).toEqual([
      { reason: 'Below 7: breaks off', count: 3 },
      { reason: 'Near-duplicate', count: 1 },
      { reason: 'No usable text came of it', count: 1 },
    ]);
    expect(figures.histogram).toEqual([0, 0, 0, 0, 0, 3, 0, 0, 25, 20]);
    expect(figures.voices).toMatchObject([
      { voice: 'composer', told: 27, successful: 25, collected: 25, success_rate: 0.9259, high_quality_rate: 1, share: 0.5556 },
      { voice: 'writer', told: 23, successful: 23, collected: 20, success_rate: 1, high_quality_rate: 0.8696, share: 0.4444 },
    ]);
  });

  it('has no rates where nothing was told', () => {
    expect(figuresOf([])).toMatchObject({ successRate: null, highQualityRate: null, averageQuality: null, voices: [], reasons: [] });
  });

  it('puts ten points into the last bar', () => {
    expect(figuresOf(many(1, { score: 10 })).histogram.at(-1)).toBe(1);
  });
});

it.each([
  [0, 50],
  [48, 2],
  [50, 0],
  [51, 49],
  [100, 0],
])('after %i examples %i are missing until the next fine-tune', (since, missing) => {
  expect(untilNext(since, 50)).toBe(missing);
});
