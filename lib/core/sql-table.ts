/** A value as SQLite gives it. */
export type SqlValue = number | string | bigint | Uint8Array | null;

function cell(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return `x'${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
  return String(value).replaceAll('\n', '\\n');
}

const width = (text: string) => [...text].length;
const pad = (text: string, to: number, toTheRight: boolean) => {
  const fill = ' '.repeat(Math.max(0, to - width(text)));
  return toTheRight ? fill + text : text + fill;
};

/** Rows whose widths are looked at before the first is written. */
const looked = 1000;

/**
 * Writes a query's result as an aligned table: names, a rule, one line per row, the number of rows.
 * Numbers stand to the right. The columns are as wide as the first thousand rows need; later rows are
 * written as they come, so that a result of any size takes little memory.
 */
export function writeTable(names: readonly string[], rows: Iterable<readonly SqlValue[]>, write: (line: string) => void): void {
  const first: (readonly SqlValue[])[] = [];
  const rest = rows[Symbol.iterator]();
  let next = rest.next();
  for (; !next.done && first.length < looked; next = rest.next()) first.push(next.value);

  const numeric = names.map(
    (_name, column) =>
      first.some((row) => row[column] !== null) && first.every((row) => row[column] === null || typeof row[column] !== 'string'),
  );
  const widths = names.map((name, column) => first.reduce((most, row) => Math.max(most, width(cell(row[column]))), width(name)));
  const line = (cells: readonly string[], right: readonly boolean[]) =>
    cells
      .map((text, column) => pad(text, widths[column], right[column]))
      .join(' | ')
      .trimEnd();

  write(line(names, numeric));
  write(widths.map((columns) => '-'.repeat(columns)).join('-+-'));
  let count = 0;
  const writeRow = (row: readonly SqlValue[]) => {
    write(line(row.map(cell), numeric));
    count++;
  };
  first.forEach(writeRow);
  for (; !next.done; next = rest.next()) writeRow(next.value);
  write(`(${count} row${count === 1 ? '' : 's'})`);
}
