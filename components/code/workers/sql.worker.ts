import initSqlJs from 'sql.js';
import { serve } from './channel';

type Value = number | string | Uint8Array | null;

function cellText(value: Value): string {
  if (value === null) return 'NULL';
  return value instanceof Uint8Array ? `x'${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}'` : String(value);
}

/** Rows under their column names, in columns of one width. */
function tableText(columns: readonly string[], rows: readonly (readonly Value[])[]): string {
  const cells = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd();
  const [head = [], ...body] = cells;
  return `${[line(head), widths.map((width) => '-'.repeat(width)).join('-+-'), ...body.map(line)].join('\n')}\n`;
}

serve(async ({ module }) => {
  if (!module) throw new Error('the SQL runtime was not compiled');
  const sql = await initSqlJs({
    instantiateWasm(imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void) {
      WebAssembly.instantiate(module, imports).then(received, (error: unknown) => {
        throw error;
      });
      return {};
    },
  } as Parameters<typeof initSqlJs>[0]);
  return async ({ code }, output) => {
    const database = new sql.Database();
    try {
      for (const statement of database.iterateStatements(code)) {
        const columns = statement.getColumnNames();
        const rows: Value[][] = [];
        while (statement.step()) rows.push(statement.get());
        if (columns.length > 0) output.write('stdout', tableText(columns, rows));
      }
      return 'ok';
    } catch (error) {
      output.write('stderr', `${error instanceof Error ? error.message : String(error)}\n`);
      return 'error';
    }
  };
});
