import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { createCopyIndex } from './copying';

/** By trying every run against every place. */
function slowly(texts: readonly number[][], candidate: readonly number[]): { length: number; start: number } {
  let best = { length: 0, start: 0 };
  for (let start = 0; start < candidate.length; start++)
    for (const text of texts)
      for (let at = 0; at < text.length; at++) {
        let length = 0;
        while (start + length < candidate.length && at + length < text.length && candidate[start + length] === text[at + length]) length++;
        if (length > best.length) best = { length, start };
      }
  return best;
}

describe('createCopyIndex', () => {
  it('finds the longest copied run that trying everything finds', () => {
    const tokens = fc.array(fc.nat(2), { maxLength: 25 });
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 5 }), tokens, (texts, candidate) => {
        const index = createCopyIndex(texts);
        const expected = slowly(texts, candidate);
        expect(index.longestCopied(candidate)).toEqual(expected);
        expect(index.contains(candidate)).toBe(expected.length === candidate.length);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('does not run across texts', () => {
    const index = createCopyIndex([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(index.longestCopied([9, 2, 3, 4, 5, 6, 9])).toEqual({ length: 3, start: 3 });
    expect(index.contains([3, 4])).toBe(false);
  });

  it('finds a planted passage in a large, repetitive reference', () => {
    const rng = createRng(8);
    const phrase = Array.from({ length: 40 }, () => rng.int(500));
    const texts = Array.from({ length: 200 }, () => Array.from({ length: 500 }, () => rng.int(500)).concat(phrase));
    const candidate = Array.from({ length: 300 }, () => 500 + rng.int(9));
    candidate.splice(100, 30, ...texts[77].slice(40, 70));
    expect(createCopyIndex(texts).longestCopied(candidate)).toEqual({ length: 30, start: 100 });
  });
});
