import type { CallCase } from '../schemas';

type Json = NonNullable<CallCase['expected']> | null;

/** Largest difference of two numbers that count as equal, relative to the larger one. */
const tolerance = 1e-9;

function sameNumber(a: number, b: number): boolean {
  return a === b || (!(Number.isInteger(a) && Number.isInteger(b)) && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), 1));
}

/**
 * Whether two JSON values are the same: whole numbers exactly, others to nine digits, the entries of an
 * object in any order.
 */
export function sameJson(a: Json, b: Json): boolean {
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index] ?? null));
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null));
  }
  return a === b;
}
