import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOf, scrolledShare } from './step-position';

it('leads back to where it was, to a hundredth of the step', () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 20_000 }), fc.double({ min: 0, max: 0.95, noNaN: true }), (height, share) => {
      const top = 80 - share * height;
      const kept = scrolledShare({ top, height });
      expect(Math.abs(kept - share)).toBeLessThanOrEqual(0.0051);
      // From the top of the step on.
      const moved = placeOf(kept, { top: 80, height });
      expect(Math.abs(moved - share * height)).toBeLessThanOrEqual(height * 0.0051 + 1);
    }),
    { seed: 5 },
  );
});

it('is nothing at the beginning, and all at the end', () => {
  expect(scrolledShare({ top: 300, height: 1000 })).toBe(0);
  expect(scrolledShare({ top: -5000, height: 1000 })).toBe(1);
  expect(scrolledShare({ top: 0, height: 0 })).toBe(0);
  expect(placeOf(0, { top: 300, height: 1000 })).toBe(0);
});
