import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import type { CallCase, ConceptLanguage } from '../schemas';

type Json = NonNullable<CallCase['expected']> | null;

/** The line comes out of a program that may print what it likes: nothing about it is taken for granted. */
const outcomeSchema = z.discriminatedUnion('kind', [
  // What JSON.parse made is JSON; a check of its own would run as deep as the learner nested it.
  z.object({ kind: z.literal('value'), value: z.custom<Json>((value) => value !== undefined) }),
  z.object({ kind: z.literal('raised'), type: z.string(), message: z.string() }),
  z.object({ kind: z.literal('unprintable'), type: z.string() }),
]);

/** What a call did: it returned a JSON value, raised an error of a type, or returned what JSON cannot hold. */
export type CallOutcome = z.output<typeof outcomeSchema>;

/** Begins each line that carries an outcome. The learner's own printing does not use this character. */
const mark = '\u001e';

type Driver = (calls: string) => string;

const python: Driver = (calls) => `

def _report_calls(source):
    import json

    for call in json.loads(source):
        try:
            value = globals()[call["call"]](*call["args"])
        except Exception as error:
            outcome = {"kind": "raised", "type": type(error).__name__, "message": str(error)}
        else:
            outcome = {"kind": "value", "value": value}
        try:
            text = json.dumps(outcome, allow_nan=False)
        except (TypeError, ValueError):
            text = json.dumps({"kind": "unprintable", "type": type(value).__name__})
        print("\\n\\x1e" + text)


_report_calls(${JSON.stringify(calls)})
`;

const javascript: Driver = (calls) => {
  const names = [...new Set((JSON.parse(calls) as CallCase[]).map(({ call }) => call))];
  return `
;(async () => {
  const functions = { ${names.map((name) => `${name}: () => ${name}`).join(', ')} };
  for (const { call, args } of JSON.parse(${JSON.stringify(calls)})) {
    let outcome;
    try {
      const value = await functions[call]()(...args);
      const text = JSON.stringify(value === undefined ? null : value);
      outcome = text === undefined || (typeof value === "number" && !Number.isFinite(value))
        ? { kind: "unprintable", type: typeof value }
        : { kind: "value", value: JSON.parse(text) };
    } catch (error) {
      outcome = { kind: "raised", type: String((error && error.name) || typeof error), message: String((error && error.message) || error) };
    }
    console.log("\\n\\x1e" + JSON.stringify(outcome));
  }
})();
`;
};

const drivers: Partial<Record<ConceptLanguage, Driver>> = { python, javascript, typescript: javascript };

/**
 * A program that makes the calls of an exercise after the code that defines the functions, and prints one
 * outcome a call for readOutcomes. Only names and arguments go in: what the results should be stays outside.
 *
 * @param code the learner's code, and a harness where there is one
 * @throws LoamError `unprocessable` for a language without functions to call
 */
export function callProgram(language: ConceptLanguage, code: string, cases: readonly CallCase[]): string {
  const driver = drivers[language];
  if (driver === undefined) throw new LoamError('unprocessable', `Exercises in ${language} are tested by runs, not by calls.`);
  const calls = JSON.stringify(cases.map(({ call, args }) => ({ call, args })));
  return code + driver(calls);
}

/** The outcomes in what a call program printed, in order; fewer than calls where the program ended early. */
export function readOutcomes(stdout: string): CallOutcome[] {
  return stdout.split('\n').flatMap((line) => {
    if (!line.startsWith(mark)) return [];
    try {
      const { success, data } = outcomeSchema.safeParse(JSON.parse(line.slice(mark.length)));
      return success ? [data] : [];
    } catch {
      return [];
    }
  });
}
