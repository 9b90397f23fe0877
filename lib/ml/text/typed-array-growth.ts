/** The array itself when it holds `needed` elements, otherwise a copy of at least twice its length (new elements are zero). */
export function withCapacity<T extends Int32Array | Uint8Array>(array: T, needed: number): T {
  if (needed <= array.length) return array;
  const Constructor = array.constructor as new (length: number) => T;
  const grown = new Constructor(Math.max(needed, array.length * 2));
  grown.set(array);
  return grown;
}
