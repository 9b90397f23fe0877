export interface WordOptions {
  /** Default true. */
  readonly lowercase?: boolean;
  /** Words shorter than this many code points are left out; 2 by default, as in scikit-learn. */
  readonly shortest?: number;
}

/** The words of a text in order: the runs of letters, digits and underscores, `/[\p{L}\p{N}_]{2,}/gu`, in lower case. */
export function words(text: string, { lowercase = true, shortest = 2 }: WordOptions = {}): string[] {
  const found = (lowercase ? text.toLowerCase() : text).match(/[\p{L}\p{N}_]+/gu) ?? [];
  return found.filter((word) => word.length >= 2 * shortest || [...word].length >= shortest);
}

/** All runs of n neighbouring tokens, joined by one space; none where there are fewer than n. */
export function ngrams(tokens: readonly string[], n: number): string[] {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`ngrams: n must be a positive integer, got ${n}`);
  const grams: string[] = [];
  for (let i = 0; i + n <= tokens.length; i++) grams.push(tokens.slice(i, i + n).join(' '));
  return grams;
}

/**
 * Positions of the strings (without lone surrogates) in code-point order, as Python sorts; JavaScript's own order is by UTF-16 unit, which differs
 * beyond U+FFFF. Strings are grouped by their first three units as one number, so that few are compared one by one.
 */
export function codePointOrder(strings: readonly string[]): Int32Array {
  const byPrefix = new Map<number, number[]>();
  strings.forEach((text, i) => {
    const prefix = sortKey(text, 0) * 2 ** 34 + sortKey(text, 1) * 2 ** 17 + sortKey(text, 2);
    const group = byPrefix.get(prefix);
    if (group) group.push(i);
    else byPrefix.set(prefix, [i]);
  });
  const order = new Int32Array(strings.length);
  let at = 0;
  for (const prefix of Float64Array.from(byPrefix.keys()).sort()) {
    const group = byPrefix.get(prefix) ?? [];
    if (group.length > 1) group.sort((a, b) => compareCodePoints(strings[a], strings[b]));
    for (const i of group) order[at++] = i;
  }
  return order;
}

/** Of the unit at a place, in the order of code points: 0 beyond the end, surrogates above all others; at most 17 bits. */
function sortKey(text: string, at: number): number {
  if (at >= text.length) return 0;
  const unit = text.charCodeAt(at);
  return (isSurrogate(unit) ? 0x10000 + unit : unit) + 1;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}
