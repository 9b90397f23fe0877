import { describe, expect, it } from 'vitest';
import { chooseStrength, mostLost } from './choose-strength';

/** Watches how often is measured. */
function measuring(lost: (strength: number) => number) {
  const asked: number[] = [];
  return {
    asked,
    at: async (strength: number) => {
      asked.push(strength);
      return lost(strength);
    },
  };
}

describe('the strength of what was learned', () => {
  it('is full where nothing was forgotten, for one measurement', async () => {
    const { asked, at } = measuring((strength) => -0.02 * strength);
    expect(await chooseStrength(at)).toEqual({ of: 1, lostAtFull: -0.02 });
    expect(asked).toEqual([1]);
  });

  it.each([1, 1.5, 2, 3])('is nearly the greatest that forgets little enough, where the loss grows like power %s of it', async (power) => {
    for (const full of [0.02, 0.08, 0.34, 1.2]) {
      const { asked, at } = measuring((strength) => full * strength ** power);
      const { of } = await chooseStrength(at);
      const greatest = (mostLost / full) ** (1 / power);
      expect(of).toBeLessThanOrEqual(Math.max(greatest, 0.03));
      expect(of).toBeGreaterThan(0.6 * greatest);
      expect(asked.length).toBeLessThanOrEqual(5);
    }
  });

  it('does not need a curve without bends', async () => {
    // First it helps a little, then it hurts.
    const lost = (strength: number) => 0.5 * strength ** 2 - 0.06 * strength;
    const { of } = await chooseStrength(async (strength) => lost(strength));
    expect(lost(of)).toBeLessThanOrEqual(mostLost);
    expect(of).toBeGreaterThan(0.08);
  });
});
