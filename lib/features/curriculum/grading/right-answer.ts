/** Spellings that mean the same: case, surrounding marks and the width of gaps do not count. */
function normalised(answer: string): string {
  return answer
    .normalize('NFKC')
    .trim()
    .replace(/^[`'"]+|[`'".]+$/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** Whether a given answer is the right one, or one of its other spellings. */
export function isRightAnswer(given: string, answer: string, also: readonly string[]): boolean {
  return [answer, ...also].some((right) => normalised(right) === normalised(given));
}
