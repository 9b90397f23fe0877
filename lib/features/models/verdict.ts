import type { ModelComparison } from './schemas';

/**
 * A comparison as one line, such as “writer v4 beat v3 by 3.1 ± 1.2 bits, put into use”. `version` is name@version.
 */
export function verdictInWords(version: string, { verdict, difference, against, score, promoted, rows, note }: ModelComparison): string {
  const [name, number] = version.split('@');
  const other = against === null ? '' : against.startsWith(`${name}@`) ? against.slice(name.length + 1) : against;
  const margin = difference ? inDigits(difference) : '';
  const fate = promoted ? 'in use now' : 'not in use';
  const lines = {
    better: `${name} ${number} beat ${other} by ${margin} in ${score}, ${fate}`,
    worse: `${name} ${number} fell behind ${other} by ${margin} in ${score}: what was in use stays`,
    'no-improvement': `${name} ${number}: no improvement on ${other || 'anything'}${margin ? ` (${margin} in ${score})` : ''}: what was in use stays`,
    first: `${name} ${number} is the first${other ? `, and beat ${other} by ${margin} in ${score}` : ''}, ${fate}`,
  };
  return `${lines[verdict]} (${rows} held-out rows)${note ? `. ${note}` : ''}`;
}

/** `3.1 ± 1.2`, with two figures of the half width. */
function inDigits({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }): string {
  const half = (high - low) / 2;
  const digits = half > 0 ? Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(half)))) : 3;
  return `${Math.abs(value).toFixed(digits)} ± ${half.toFixed(digits)}`;
}
