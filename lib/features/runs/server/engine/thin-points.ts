/** Points of one curve that are kept, besides those of looks at held-out rows. */
const keptPoints = 500;

/** Chooses which points of a run's curves are kept: evenly over its steps, so that a long run has no more than a short one. */
export class PointThinner {
  #last = -1;

  keeps(step: number, steps: number, values: Readonly<Record<string, number>>): boolean {
    const names = Object.keys(values);
    if (names.length === 0) return false;
    // Looks at held-out rows are rare, and what a person waits for.
    if (names.some((name) => /^heldOut|accuracy/i.test(name)) || step >= steps) return true;
    const place = Math.floor((step / Math.max(1, steps)) * keptPoints);
    if (place === this.#last) return false;
    this.#last = place;
    return true;
  }
}
