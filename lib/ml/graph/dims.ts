/**
 * A dimension is a number, or an expression over names ("batch", "past+time") in a graph that is exported
 * for any batch and length. Training graphs use numbers only.
 */
export type Dim = number | string;
export type Shape = readonly Dim[];

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

export function addDims(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return `${a}+${b}`;
}

/** The product of dimensions, or null where a name is among them. */
export function knownProduct(shape: Shape): number | null {
  let product = 1;
  for (const dim of shape) {
    if (typeof dim === 'string') return null;
    product *= dim;
  }
  return product;
}

/** The shape that numpy-style broadcasting gives. Throws Error where two dimensions do not fit. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    throw new Error(`${showShape(a)} and ${showShape(b)} do not broadcast`);
  });
}

/** An axis counted from the front. Throws Error outside the rank. */
export function normalizeAxis(axis: number, rank: number): number {
  const counted = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(counted) || counted < 0 || counted >= rank) throw new Error(`axis ${axis} is outside rank ${rank}`);
  return counted;
}

export function showShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** The shape as numbers. Throws Error where a dimension is a name. */
export function staticShape(shape: Shape): readonly number[] {
  if (shape.some((dim) => typeof dim !== 'number')) throw new Error(`${showShape(shape)} is not static`);
  return shape as readonly number[];
}
