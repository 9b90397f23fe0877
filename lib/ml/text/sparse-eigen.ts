import type { Rng } from '@/lib/core/rng';

/** A symmetric matrix of which most is zero: row i holds values[starts[i] … starts[i + 1]) at the columns of the same places. */
export interface SparseSymmetric {
  readonly size: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** More axes than wanted, so that the wanted ones come out clean; more multiplications do the same. */
const [spareAxes, multiplications] = [16, 3];

/**
 * The eigenpairs of largest magnitude, the largest first: values (count) and vectors as columns of (size, count), by random
 * projection and subspace iteration (Halko, Martinsson and Tropp 2011). The sign of a vector is arbitrary.
 */
export function leadingEigenpairs(matrix: SparseSymmetric, count: number, rng: Rng): { values: Float64Array; vectors: Float64Array } {
  const { size } = matrix;
  const width = Math.min(size, count + spareAxes);
  let basis = orthonormal(
    Float64Array.from({ length: size * width }, () => rng.normal()),
    size,
    width,
  );
  for (let i = 0; i < multiplications; i++) basis = orthonormal(multiply(matrix, basis, width), size, width);
  const projected = transposedProduct(basis, multiply(matrix, basis, width), size, width);
  const { values, vectors } = jacobi(projected, width);
  const order = Array.from({ length: width }, (_, i) => i).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a])).slice(0, count); // prettier-ignore
  const out = new Float64Array(size * count);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < width; k++) {
      const weight = basis[row * width + k];
      for (let axis = 0; axis < count; axis++) out[row * count + axis] += weight * vectors[k * width + order[axis]];
    }
  }
  return { values: Float64Array.from(order, (i) => values[i]), vectors: out };
}

/** matrix · dense (size, width) */
function multiply({ size, starts, columns, values }: SparseSymmetric, dense: Float64Array, width: number): Float64Array {
  const out = new Float64Array(size * width);
  for (let row = 0; row < size; row++) {
    const to = row * width;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const [value, from] = [values[at], columns[at] * width];
      for (let k = 0; k < width; k++) out[to + k] += value * dense[from + k];
    }
  }
  return out;
}

/** aᵀb of two (rows, width): (width, width) */
function transposedProduct(a: Float64Array, b: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const left = a[row * width + i];
      if (left === 0) continue;
      for (let j = 0; j < width; j++) out[i * width + j] += left * b[row * width + j];
    }
  }
  return out;
}

/** An orthonormal basis of the columns of (rows, width): Cholesky of the Gram matrix, twice because once is not exact. */
function orthonormal(columns: Float64Array, rows: number, width: number): Float64Array {
  return orthonormalOnce(orthonormalOnce(columns, rows, width), rows, width);
}

function orthonormalOnce(columns: Float64Array, rows: number, width: number): Float64Array {
  const gram = transposedProduct(columns, columns, rows, width);
  let trace = 0;
  for (let i = 0; i < width; i++) trace += gram[i * width + i];
  // A little on the diagonal keeps columns that depend on each other from dividing by zero.
  for (let i = 0; i < width; i++) gram[i * width + i] += 1e-12 * trace + Number.MIN_VALUE;
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = gram[i * width + j];
      for (let k = 0; k < j; k++) sum -= lower[i * width + k] * lower[j * width + k];
      lower[i * width + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / lower[j * width + j];
    }
  }
  const out = columns.slice();
  for (let row = 0; row < rows; row++) {
    const at = row * width;
    for (let i = 0; i < width; i++) {
      let value = out[at + i];
      for (let k = 0; k < i; k++) value -= out[at + k] * lower[i * width + k];
      out[at + i] = value / lower[i * width + i];
    }
  }
  return out;
}

/** Eigenpairs of a symmetric (width, width) by cyclic rotations (Jacobi 1846); vectors as columns. */
function jacobi(symmetric: Float64Array, width: number): { values: Float64Array; vectors: Float64Array } {
  const a = symmetric.slice();
  const v = new Float64Array(width * width);
  for (let i = 0; i < width; i++) v[i * width + i] = 1;
  const norm = Math.sqrt(a.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < width; p++) for (let q = p + 1; q < width; q++) off += 2 * a[p * width + q] ** 2;
    if (Math.sqrt(off) <= 1e-9 * norm) break;
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) rotate(a, v, width, p, q);
    }
  }
  return { values: Float64Array.from({ length: width }, (_, i) => a[i * width + i]), vectors: v };
}

/** Turns axes p and q so that their entry becomes zero. */
function rotate(a: Float64Array, v: Float64Array, width: number, p: number, q: number): void {
  const entry = a[p * width + q];
  if (entry === 0) return;
  const theta = (a[q * width + q] - a[p * width + p]) / (2 * entry);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < width; k++) {
    const [left, right] = [a[k * width + p], a[k * width + q]];
    a[k * width + p] = cosine * left - sine * right;
    a[k * width + q] = sine * left + cosine * right;
  }
  for (let k = 0; k < width; k++) {
    const [top, bottom] = [a[p * width + k], a[q * width + k]];
    a[p * width + k] = cosine * top - sine * bottom;
    a[q * width + k] = sine * top + cosine * bottom;
    const [left, right] = [v[k * width + p], v[k * width + q]];
    v[k * width + p] = cosine * left - sine * right;
    v[k * width + q] = sine * left + cosine * right;
  }
}
