/** So many different lines. */
export function lines(count: number, what = 'line'): string {
  return Array.from({ length: count }, (_, i) => `${what} ${i}`).join('\n');
}
