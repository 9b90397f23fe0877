import { runnableCode, type Concept } from '../schemas';
import { gradeExercise, runnerOf, type Run } from '../grading/grade-exercise';

interface Expectation {
  readonly what: string;
  readonly code: string;
  /** Exact standard output; null where the file states none and any is right. */
  readonly output: string | null;
  /** A part of standard error, for blocks that fail on purpose. */
  readonly error: string | null;
}

function expectations(concept: Concept): Expectation[] {
  const right = (what: string, code: string, output: string | null): Expectation => ({ what, code, output, error: null });
  return [
    ...concept.illustrations.map(({ code, output }, index) => right(`block ${index + 1} of the explanation`, code, output)),
    ...concept.examples.map(({ title, code, output }) => right(`example "${title}"`, code, output)),
    ...concept.pitfalls.flatMap(({ title, wrong, right: mended }) => [
      {
        what: `wrong block of "${title}"`,
        code: wrong.code,
        output: wrong.output ?? (wrong.error === null ? '' : null),
        error: wrong.error,
      },
      right(`right block of "${title}"`, mended.code, mended.output ?? ''),
    ]),
  ];
}

function plainAnswer(text: string): string {
  return text.replace(/^`+|`+$/g, '').trim();
}

/**
 * Runs everything in a concept that can be run, and compares it with what its file says: blocks, the code in
 * questions, the reference solution (which must pass) and the starter (which must not).
 *
 * @returns one sentence for each difference; an empty list means that all is as stated
 */
export async function checkConcept(concept: Concept, run: Run): Promise<string[]> {
  const language = runnerOf(concept.language);
  const faults: string[] = [];
  const check = async ({ what, code, output, error }: Expectation): Promise<void> => {
    const result = await run({ language, code: runnableCode(concept, code) });
    const ended = error === null ? result.status === 'ok' : result.status === 'error' && result.stderr.includes(error);
    if (!ended) faults.push(`${what} ended with ${result.status}: ${result.stderr.slice(-300)}`);
    else if (output !== null && result.stdout !== output) faults.push(`${what} printed\n${result.stdout}instead of\n${output}`);
  };
  const ask = async ({ code, choices, answer }: Concept['questions'][number], index: number): Promise<void> => {
    if (code === null) return;
    const stated = plainAnswer(choices.find(({ letter }) => letter === answer)?.text ?? answer);
    const { stdout, stderr } = await run({ language, code: runnableCode(concept, code) });
    if (stdout.trim() !== stated)
      faults.push(`question ${index + 1} says "${stated}" but its code prints "${stdout.trim()}" ${stderr.slice(-300)}`);
  };
  const solve = async (): Promise<void> => {
    const { solution, starter } = concept.exercise;
    const [solved, begun] = await Promise.all([solution, starter].map((code) => gradeExercise(concept, code, run)));
    for (const { passed, test, expected, got } of solved.cases) {
      if (!passed) faults.push(`the solution fails ${test}: expected ${expected}, got ${got} ${solved.stderr.slice(-300)}`);
    }
    if (begun.passed) faults.push('the starter already passes all tests');
  };
  await Promise.all([...expectations(concept).map(check), ...concept.questions.map(ask), solve()]);
  return faults;
}
