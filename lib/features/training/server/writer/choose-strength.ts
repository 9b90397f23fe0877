/** Of what prose of others may lose; the verdict allows more, on other passages. */
export const mostLost = 0.012;
const mostTries = 5;
/** Weaker than this nothing would be left of it. */
const weakest = 0.03;

export interface Strength {
  /** From 0 to 1. */
  readonly of: number;
  /** How much worse prose of others is predicted at full strength, as a share. */
  readonly lostAtFull: number;
}

/**
 * The greatest strength at which what was learned may be put to a model without that forgetting how others write. `lostAt` measures, at a
 * strength, by how much prose of others has become worse, as a share. It grows like a power of the strength, which two measurements tell.
 */
export async function chooseStrength(lostAt: (strength: number) => Promise<number>): Promise<Strength> {
  const lostAtFull = await lostAt(1);
  if (lostAtFull <= mostLost) return { of: 1, lostAtFull };
  let [tooMuch, lostThere] = [1, lostAtFull];
  let [good, lostAtGood] = [0, 0];
  let power = 2;
  for (let tries = 1; tries < mostTries; tries++) {
    const wished = tooMuch * (mostLost / lostThere) ** (1 / power) * 0.97;
    const next = Math.max(weakest, Math.min(tooMuch * 0.95, Math.max(wished, good * 1.05)));
    // What more could be gained is not worth another measurement.
    if (good > 0 && (next >= tooMuch * 0.95 || lostAtGood > mostLost * 0.6)) break;
    const lost = await lostAt(next);
    if (lost > 0) power = Math.min(4, Math.max(1, Math.log(lostThere / lost) / Math.log(tooMuch / next)));
    if (lost <= mostLost) [good, lostAtGood] = [next, Math.max(0, lost)];
    else [tooMuch, lostThere] = [next, lost];
    if (next === weakest) break;
  }
  return { of: good || weakest, lostAtFull };
}
