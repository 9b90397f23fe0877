import type { Concept } from '../../schemas';
import { parseTranscript } from './parse-transcript';
import type { ReplayedEntry } from './replay-transcript';

/** Replays a transcript from its beginning; `replayTranscript` with the Git of this machine. */
export type Replay = (transcript: string) => Promise<readonly ReplayedEntry[]>;

function differences(what: string, entries: readonly ReplayedEntry[]): string[] {
  return entries
    .filter(({ got, output }) => got !== output)
    .map(({ command, got, output }) => `${what}: "$ ${command}" printed\n${got}instead of\n${output}`);
}

function length(transcript: string): number {
  return parseTranscript(transcript).entries.length;
}

/** The transcripts of one explanation follow each other. */
function explanations(concept: Concept): string[] {
  const transcripts = concept.illustrations.map(({ code }) => code);
  const inShort = transcripts.filter((code) => concept.short.includes(code.trimEnd()));
  return [inShort, transcripts.slice(inShort.length)].map((session) => session.join(''));
}

/**
 * Replays every transcript of a concept in Git and compares it with what its file says: each explanation,
 * example, pitfall and question after the setup (a question's last command prints the answer), and the
 * exercise, whose checks must come out after the solution and must not after the starting transcript alone.
 *
 * @returns one sentence for each difference; an empty list means that all is as stated
 */
export async function checkTranscripts(concept: Concept, replay: Replay): Promise<string[]> {
  /** The entries of the last of several transcripts that follow each other. */
  const lastOf = async (...transcripts: string[]): Promise<readonly ReplayedEntry[]> => {
    const entries = await replay(transcripts.join(''));
    return entries.slice(transcripts.slice(0, -1).reduce((sum, transcript) => sum + length(transcript), 0));
  };
  const check = async (what: string, ...transcripts: string[]): Promise<string[]> => differences(what, await lastOf(...transcripts));
  const setup = concept.setup?.code ?? '';
  const ask = async ({ code, choices, answer }: Concept['questions'][number], index: number): Promise<string[]> => {
    if (code === null) return [];
    const entries = await lastOf(setup, code);
    const stated = (choices.find(({ letter }) => letter === answer)?.text ?? answer).replace(/^`+|`+$/g, '').trim();
    const printed = entries.at(-1)?.got.trim() ?? '';
    return [
      ...differences(`question ${index + 1}`, entries.slice(0, -1)),
      ...(printed === stated ? [] : [`question ${index + 1} says "${stated}" but its last command prints "${printed}"`]),
    ];
  };
  const solve = async (): Promise<string[]> => {
    const { starter, solution, tests } = concept.exercise;
    if (tests.kind !== 'checks') return ['the tests of a Git exercise are `git` blocks'];
    const faults = [await check('the starting transcript', starter), await check('the solution', starter, solution)].flat();
    const early: string[] = [];
    for (const [index, { transcript }] of tests.cases.entries()) {
      faults.push(...(await check(`check ${index + 1} after the solution`, starter, solution, transcript)));
      early.push(...(await check('', starter, transcript)));
    }
    if (early.length === 0) faults.push('the starting transcript already passes all checks');
    return faults;
  };
  const parts = await Promise.all([
    check('the setup', setup),
    ...explanations(concept).map((session, index) => check(`the ${index === 0 ? 'first' : 'second'} explanation`, setup, session)),
    ...concept.examples.map(({ title, code }) => check(`example "${title}"`, setup, code)),
    ...concept.pitfalls.flatMap(({ title, wrong, right }) => [
      check(`wrong block of "${title}"`, setup, wrong.code),
      check(`right block of "${title}"`, setup, right.code),
    ]),
    ...concept.questions.map(ask),
    solve(),
  ]);
  return parts.flat();
}
