import type { Database, Statement as TypedStatement } from 'sql.js';
import { writeTable, type SqlValue } from './sql-table';

/** What the published types leave out. */
type Statement = Omit<TypedStatement, 'get'> & {
  get(parameters: null, options: { useBigInt: boolean }): SqlValue[];
};
interface StatementIterator {
  next(): { done: false; value: Statement } | { done: true };
  getRemainingSQL(): string;
}

export interface StatementsEnd {
  readonly status: 'ok' | 'error' | 'memory' | 'refused';
  /** What to say on standard error. */
  readonly complaint: string;
}

/** Statements that reach for a second database file, by their first words. */
const refused: readonly [RegExp, string][] = [
  [/^(attach|detach)\b/i, 'ATTACH is refused: a program has one database, in memory'],
  [/^vacuum\b[^;]*\binto\b/i, 'VACUUM INTO is refused: a program has one database, in memory'],
];

/** A statement without the comments and spaces before its first word. */
function withoutLead(statement: string): string {
  return statement.replace(/^(\s+|--[^\n]*(\n|$)|\/\*[^]*?(\*\/|$)|;)+/, '');
}

function refusal(statement: string): string | undefined {
  const bare = withoutLead(statement);
  return refused.find(([pattern]) => pattern.test(bare))?.[1];
}

function* rowsOf(statement: Statement): Generator<SqlValue[]> {
  while (statement.step()) yield statement.get(null, { useBigInt: true });
}

/**
 * Runs the statements of a program in order, on one database, and writes the result of each query as
 * a table. The first statement that fails ends the program.
 */
export function runStatements(database: Database, code: string, write: (text: string) => void): StatementsEnd {
  const statements = database.iterateStatements(code) as unknown as StatementIterator;
  let written = 0;
  let rest = code;
  const failing = (error: unknown): StatementsEnd => {
    const message = error instanceof Error ? error.message : String(error);
    const lead = code.length - withoutLead(rest).length;
    const line = code.slice(0, lead).split('\n').length;
    const complaint = `Error in the statement at line ${line}: ${message}\n`;
    if (/load_extension|not authorized/i.test(message)) return { status: 'refused', complaint };
    return { status: /out of memory/i.test(message) ? 'memory' : 'error', complaint };
  };
  for (;;) {
    const reason = refusal(rest);
    if (reason) return { status: 'refused', complaint: `Sandbox: ${reason}.\n` };
    try {
      const next = statements.next();
      if (next.done) return { status: 'ok', complaint: '' };
      const statement = next.value;
      const names = statement.getColumnNames();
      if (names.length === 0) statement.step();
      else {
        if (written++ > 0) write('\n');
        writeTable(names, rowsOf(statement), (line) => write(`${line}\n`));
      }
    } catch (error) {
      return failing(error);
    }
    rest = statements.getRemainingSQL();
  }
}
