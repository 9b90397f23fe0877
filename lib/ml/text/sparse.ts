/** Compressed sparse rows: row r holds columns indices[starts[r] … starts[r+1]) in ascending order, with their values. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

export type Norm = 'l1' | 'l2' | null;

/** Scales every row in place to sum |x| = 1 (l1) or √Σx² = 1 (l2); rows of zeros stay as they are. */
export function normaliseRows({ rows, starts, values }: SparseRows, norm: Norm): void {
  if (norm === null) return;
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1];
    let sum = 0;
    for (let i = starts[row]; i < end; i++) sum += norm === 'l1' ? Math.abs(values[i]) : values[i] * values[i];
    const length = norm === 'l1' ? sum : Math.sqrt(sum);
    if (length > 0) for (let i = starts[row]; i < end; i++) values[i] /= length;
  }
}

/** Σ a[i, k] · b[j, k]; both matrices have the same columns. */
export function dotRows(a: SparseRows, i: number, b: SparseRows, j: number): number {
  let p = a.starts[i];
  let q = b.starts[j];
  const pEnd = a.starts[i + 1];
  const qEnd = b.starts[j + 1];
  let sum = 0;
  while (p < pEnd && q < qEnd) {
    const difference = a.indices[p] - b.indices[q];
    if (difference === 0) sum += a.values[p++] * b.values[q++];
    else if (difference < 0) p++;
    else q++;
  }
  return sum;
}

/** Cosine of two rows, 0 where either is empty. */
export function cosineOfRows(a: SparseRows, i: number, b: SparseRows, j: number): number {
  const scale = rowLength(a, i) * rowLength(b, j);
  return scale > 0 ? dotRows(a, i, b, j) / scale : 0;
}

/** Cosine of one row of `query` with every row of `matrix`: Float64Array(matrix.rows). */
export function cosineWithRows(matrix: SparseRows, query: SparseRows, queryRow = 0): Float64Array {
  const dense = new Float64Array(matrix.columns);
  for (let i = query.starts[queryRow]; i < query.starts[queryRow + 1]; i++) dense[query.indices[i]] = query.values[i];
  const queryLength = rowLength(query, queryRow);
  const cosines = new Float64Array(matrix.rows);
  if (queryLength === 0) return cosines;
  for (let row = 0; row < matrix.rows; row++) {
    let dot = 0;
    let square = 0;
    for (let i = matrix.starts[row]; i < matrix.starts[row + 1]; i++) {
      const value = matrix.values[i];
      dot += value * dense[matrix.indices[i]];
      square += value * value;
    }
    if (square > 0) cosines[row] = dot / (Math.sqrt(square) * queryLength);
  }
  return cosines;
}

function rowLength({ starts, values }: SparseRows, row: number): number {
  let sum = 0;
  for (let i = starts[row]; i < starts[row + 1]; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}
