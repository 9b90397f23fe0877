import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { runCached, type CachedRun } from '@/lib/features/code/server';
import { runtimeVersion } from '@/lib/sandbox';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { ownDocument, type CodeExample, type Step, type StepPitfall } from '../schemas';

export interface RanSteps {
  readonly steps: Step[];
  readonly ran: number;
  /** How many of them were answered by an earlier run of the same code. */
  readonly cached: number;
  /** Language → version of the interpreter that ran it. */
  readonly runtimes: Readonly<Record<string, string>>;
}

/**
 * Runs every code block of the steps and puts what it printed in the place of what it should print. Blocks of
 * the curriculum must work; those of somebody's own document are shown with what came of them, whatever it is.
 * Git transcripts are left as they are: the tests of the curriculum replay them, and no request starts Git.
 *
 * @param onStep told of each step whose code has run, the earlier ones mostly first
 * @throws LoamError `unavailable` where a block that should work does not: nothing unproved is published
 */
export async function runStepCode(
  ctx: Ctx,
  steps: readonly Step[],
  onStep: (index: number, step: Step) => void | Promise<void> = () => undefined,
): Promise<RanSteps> {
  const runs: CachedRun[] = [];
  const languages = new Set<RunnerLanguage>();
  const run = async (language: RunnerLanguage, code: string): Promise<CachedRun> => {
    const result = await runCached(ctx, { language, code });
    runs.push(result);
    languages.add(language);
    return result;
  };
  const example = async (block: CodeExample, isOwn: boolean): Promise<CodeExample> => {
    if (block.language === 'git') return block;
    const result = await run(block.language, block.code);
    if (isOwn && result.status !== 'ok') return { ...block, output: result.stdout + lastLine(result.stderr), status: result.status };
    requireOk(result, block.title);
    return { ...block, output: result.stdout };
  };
  const pitfall = async (block: StepPitfall): Promise<StepPitfall> => {
    if (block.language === 'git') return block;
    const [wrong, right] = await Promise.all([run(block.language, block.wrong.code), run(block.language, block.right.code)]);
    requireOk(right, block.title);
    return {
      ...block,
      wrong: { ...block.wrong, output: wrong.stdout + lastLine(wrong.stderr) },
      right: { ...block.right, output: right.stdout },
    };
  };
  const illustration = async ({ language, code, output }: Step['illustrations'][number], title: string): Promise<void> => {
    if (language === 'git') return;
    const result = await run(language, code);
    requireOk(result, title);
    // Its output is printed in the text, which cannot be changed here.
    if (result.stdout.trimEnd() !== output.trimEnd()) throw unproved(title, 'it printed something else', result);
  };
  const ranSteps = await Promise.all(
    steps.map(async (step, index) => {
      const [examples, pitfalls] = await Promise.all([
        Promise.all(step.examples.map((block) => example(block, step.conceptId === ownDocument))),
        Promise.all(step.pitfalls.map(pitfall)),
      ]);
      await Promise.all(step.illustrations.map((block) => illustration(block, step.title)));
      if (step.exercise !== null && step.exercise.language !== 'git') {
        const { before, solution, after, language, title } = step.exercise;
        requireOk(await run(language, before + solution + after), title);
      }
      const ran = { ...step, examples, pitfalls };
      await onStep(index, ran);
      return ran;
    }),
  );
  return {
    steps: ranSteps,
    ran: runs.length,
    cached: runs.filter((result) => result.cached).length,
    runtimes: Object.fromEntries([...languages].sort().map((language) => [language, runtimeVersion(language)])),
  };
}

function requireOk(result: CachedRun, title: string): void {
  if (result.status !== 'ok') throw unproved(title, result.status, result);
}

function unproved(title: string, why: string, { status, stderr }: CachedRun): LoamError {
  return new LoamError(
    'unavailable',
    `The code of “${title}” did not run here as it should (${why}), so the tutorial was not published. Try again.`,
    {
      extra: { status, stderr: stderr.slice(-500) },
    },
  );
}

/** Of a traceback its last line tells what went wrong; the rest names files that the reader does not have. */
function lastLine(stderr: string): string {
  const lines = stderr.trimEnd().split('\n');
  return lines[lines.length - 1] === '' ? '' : `${lines[lines.length - 1]}\n`;
}
