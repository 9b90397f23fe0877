import type { AttemptCase } from '@/lib/features/learning/schemas';

/** Tests that were run in the page leave out the hidden ones; handing in tries all. */
export type TestPlace = 'page' | 'server';

/** The sentence over the results: what went well first, then where to look. */
export function resultWords(cases: readonly AttemptCase[], place: TestPlace, hiddenElsewhere: number): string {
  const passed = cases.filter((each) => each.passed).length;
  if (passed === cases.length) {
    if (place === 'server') {
      const all = cases.length === 1 ? 'The test passes.' : `All ${cases.length} tests pass.`;
      return `${all} Well done! This counts as known now, and comes back for review tomorrow.`;
    }
    const shown = cases.length === 1 ? 'The test passes here.' : `All ${cases.length} tests pass here.`;
    return hiddenElsewhere > 0 ? `${shown} Hand it in, and ${hiddenElsewhere} more will be tried.` : `${shown} Hand it in.`;
  }
  if (passed === 0) return `None of the ${cases.length} tests passes yet. Begin with the first one.`;
  const onlyHidden = cases.every((each) => each.passed || each.hidden);
  const where = onlyHidden
    ? 'What is shown works; think of the cases at the edge: empty, one, equal, negative.'
    : 'Look at the first one that does not.';
  return `${passed} of ${cases.length} tests pass. ${where}`;
}
