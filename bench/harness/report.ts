import { writeFileSync } from 'node:fs';

/** A number with a goal: `met` says whether it was reached. */
export interface BenchGoal {
  readonly name: string;
  readonly value: number;
  readonly goal: string;
  readonly met: boolean;
}

/** What a benchmark found. Rows share their columns; a column's name carries its unit, as in "median ms". */
export interface BenchResult {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  readonly goals?: readonly BenchGoal[];
  readonly notes?: readonly string[];
}

/**
 * Hands a result to `npm run bench`, which prints it and keeps it with commit, machine and versions.
 * A script started without it prints the result as JSON.
 */
export function report(result: BenchResult): void {
  const text = JSON.stringify(result, null, 2);
  if (process.env.LOAM_RESULT_FILE) writeFileSync(process.env.LOAM_RESULT_FILE, text);
  else process.stdout.write(`${text}\n`);
}
