/**
 * A benchmark's record as lines for a terminal. The script's result is
 * `{ title?: string, rows: Record<string, string | number | null>[], goals?: { name, value, goal, met }[], notes?: string[] }`.
 */
export function benchTable({ name, passed, seconds, machine, versions, result }) {
  const heading = [
    `\n${result?.title ?? name}`,
    `${machine.cpu}, ${machine.cores} cores, Node ${versions.node}, ${seconds} s${passed ? '' : ' — FAILED'}`,
    '',
  ];
  if (!result) return heading;
  const goals = (result.goals ?? []).map(
    ({ name: goal, value, goal: wanted, met }) => `${met ? '✓' : '✗'} ${goal}: ${format(value)} (goal ${format(wanted)})`,
  );
  return [...heading, ...tableLines(result.rows ?? []), '', ...goals, ...(result.notes ?? [])];
}

/** Rows as aligned columns, numbers to the right. */
export function tableLines(rows) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cells = rows.map((row) => columns.map((column) => format(row[column])));
  const numeric = columns.map((column) =>
    rows.every((row) => row[column] === undefined || row[column] === null || typeof row[column] === 'number'),
  );
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map((row) => row[index].length)));
  const line = (row) =>
    row
      .map((cell, index) => (numeric[index] ? cell.padStart(widths[index]) : cell.padEnd(widths[index])))
      .join('  ')
      .trimEnd();
  return rows.length === 0 ? [] : [line(columns), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)];
}

/** Whole numbers as they are, others to four significant digits. */
function format(value) {
  if (value === undefined || value === null) return '–';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}
