import ts from 'typescript';
import { runProgram } from '@/lib/sandbox';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import type { Run } from '../../grading/grade-exercise';

type Outcome = Awaited<ReturnType<Run>>;

/** Stands alone on the line above what a program printed; on the line below it comes with the outcome. */
const mark = '\u001d';

/** Runs each program in a main module of its own. */
function pythonDriver(programs: readonly string[]): string {
  return `
import contextlib, io, json, sys, traceback, types

for source in json.loads(${JSON.stringify(JSON.stringify(programs))}):
    out = io.StringIO()
    error = ""
    sys.modules["__main__"] = main = types.ModuleType("__main__")
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "main.py", "exec", dont_inherit=True), main.__dict__)
        except BaseException:
            error = traceback.format_exc()
    print("\\x1d")
    sys.stdout.write(out.getvalue())
    print("\\x1d" + json.dumps({"status": "error" if error else "ok", "stderr": error}))
`;
}

/** Runs each program as the body of a function, and the next one when its promises and timers are done. */
function javascriptDriver(programs: readonly string[]): string {
  return `
(async () => {
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  const pending = new Set();
  globalThis.setTimeout = (call, ...rest) => {
    const id = start((...values) => { pending.delete(id); call(...values); }, ...rest);
    pending.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => { pending.delete(id); stop(id); };
  const turn = () => new Promise((resolve) => start(resolve, 0));
  for (const source of JSON.parse(${JSON.stringify(JSON.stringify(programs))})) {
    let stderr = "";
    console.log("\\x1d");
    try {
      new Function(source)();
      do await turn(); while (pending.size > 0);
    } catch (error) {
      stderr = "Uncaught " + error.name + ": " + error.message;
    }
    console.log("\\x1d" + JSON.stringify({ status: stderr === "" ? "ok" : "error", stderr }));
  }
})();
`;
}

function stripTypes(code: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}

/** Runs each program on one database, which is emptied after it; a program that fails ends the batch. */
function sqlDriver(programs: readonly string[]): string {
  return programs
    .map((program, index) => {
      const tables = [...program.matchAll(/CREATE TABLE (\w+)/g)].map(([, table]) => `DROP TABLE IF EXISTS ${table};`);
      return `${program}\n;\nPRAGMA foreign_keys = OFF;\n${tables.join('\n')}\nSELECT ${index} AS "${mark}";\n`;
    })
    .join('');
}

function readMarkedOutcomes(stdout: string): Outcome[] {
  const outcomes: Outcome[] = [];
  let printed: string[] = [];
  for (const line of stdout.split('\n')) {
    if (line === mark) printed = [];
    else if (line.includes(`${mark}{`)) {
      const at = line.indexOf(mark);
      const end = JSON.parse(line.slice(at + 1)) as Pick<Outcome, 'status' | 'stderr'>;
      outcomes.push({ ...end, stdout: [...printed, line.slice(0, at)].join('\n') });
    } else printed.push(line);
  }
  return outcomes;
}

function readTables(stdout: string): Outcome[] {
  const parts = stdout.split(new RegExp(`\\n? *${mark}\\n-+\\n *\\d+\\n\\(1 row\\)\\n`));
  return parts.slice(0, -1).map((part) => ({ status: 'ok', stdout: part.replace(/^\n/, ''), stderr: '' }));
}

interface Batch {
  readonly language: RunnerLanguage;
  program(programs: readonly string[]): string;
  /** One outcome for each program that was run to its end. */
  read(stdout: string): Outcome[];
}

const batches: Record<RunnerLanguage, Batch> = {
  python: { language: 'python', program: pythonDriver, read: readMarkedOutcomes },
  javascript: { language: 'javascript', program: javascriptDriver, read: readMarkedOutcomes },
  typescript: { language: 'javascript', program: (programs) => javascriptDriver(programs.map(stripTypes)), read: readMarkedOutcomes },
  sql: { language: 'sql', program: sqlDriver, read: readTables },
};

/** The outcomes of programs of one language, in order. A program that ends its batch early is run again alone. */
async function runTogether(language: RunnerLanguage, programs: readonly string[]): Promise<Outcome[]> {
  const batch = batches[language];
  const outcomes: Outcome[] = [];
  while (outcomes.length < programs.length) {
    const rest = programs.slice(outcomes.length);
    const result = await runProgram({ language: batch.language, code: batch.program(rest), limits: { timeoutMs: 60_000 } });
    outcomes.push(...batch.read(result.stdout).slice(0, rest.length));
    const failed = programs[outcomes.length];
    if (failed !== undefined) outcomes.push(await runProgram({ language, code: failed }));
  }
  return outcomes;
}

/**
 * A Run that gathers the programs asked for in one turn of the event loop and runs those of one language in
 * one interpreter: starting one costs more than most examples do.
 */
export function batchingRun(): Run {
  const waiting = new Map<RunnerLanguage, { code: string; resolve: (outcome: Outcome) => void; reject: (reason: unknown) => void }[]>();
  const flush = async (language: RunnerLanguage): Promise<void> => {
    const asked = waiting.get(language) ?? [];
    waiting.delete(language);
    try {
      const outcomes = await runTogether(
        language,
        asked.map(({ code }) => code),
      );
      asked.forEach(({ resolve }, index) => resolve(outcomes[index]));
    } catch (error) {
      asked.forEach(({ reject }) => reject(error));
    }
  };
  return ({ language, code }) =>
    new Promise((resolve, reject) => {
      const asked = waiting.get(language);
      if (asked === undefined) setImmediate(() => void flush(language));
      waiting.set(language, [...(asked ?? []), { code, resolve, reject }]);
    });
}
