/** @throws RangeError where two lists that belong together differ in length */
export function requireSameLength(name: string, a: ArrayLike<unknown>, b: ArrayLike<unknown>): void {
  if (a.length !== b.length) throw new RangeError(`${name}: ${a.length} and ${b.length} values do not belong together`);
}
