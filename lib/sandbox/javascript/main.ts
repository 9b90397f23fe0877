/**
 * Runs one JavaScript or TypeScript program in QuickJS and ends. The engine is started before the job
 * comes, and the compiler too where the language is TypeScript.
 */
import { systemClock } from '@/lib/core/clock';
import { finish, lineOutput, sleep, takeJob } from '../child-channel';
import { createEngine } from './engine';
import { createTypeStripper, type Origin } from '@/lib/core/strip-types';

const [language, memory] = process.argv.slice(2);
const stripTypes = language === 'typescript' ? await createTypeStripper() : undefined;

const output = lineOutput();
const encode = (text: string) => new TextEncoder().encode(text);
let startedAt = 0;
let stdin: string[] = [];
let origin: Origin | undefined;

/** Puts places of the generated program back to where they were written. */
function placed(text: string): string {
  return text.replace(/\bmain\.ts:(\d+):(\d+)/g, (whole, line: string, column: string) => {
    const place = origin?.(Number(line), Number(column));
    return place ? `main.ts:${place.line}:${place.column}` : whole;
  });
}

const engine = await createEngine(
  Number(memory),
  {
    print: (stream, text) => output.write(stream, encode(placed(text))),
    readLine: () => stdin.shift() ?? null,
    elapsed: () => systemClock.monotonic() - startedAt,
  },
  (milliseconds) => {
    output.flush();
    sleep(milliseconds);
  },
);
stripTypes?.('let warm: number = 1;', 'main.ts');

const job = takeJob();
if (!job) process.exit(0);
startedAt = systemClock.monotonic();
stdin = job.stdin.split('\n');
if (stdin.at(-1) === '') stdin.pop();

function run(code: string) {
  if (!stripTypes) return engine.run(code, 'main.js');
  const stripped = stripTypes(code, 'main.ts');
  if (stripped.kind === 'syntax-error') return { status: 'error' as const, complaint: stripped.message };
  ({ origin } = stripped);
  return engine.run(stripped.code, 'main.ts');
}

const { status, complaint } = run(job.code);
output.write('stderr', encode(placed(complaint)));
output.flush();
finish(status, startedAt);
process.exit(0);
