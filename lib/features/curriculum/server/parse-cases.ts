import type { CallCase } from '../schemas';

export interface CaseProblem {
  /** Line inside the block, from 0. */
  readonly offset: number;
  readonly message: string;
}

const hiddenMark = '# hidden';
const help = 'write `name(JSON, JSON) -> JSON` or `name(JSON) raises ErrorType`';

/** JSON.parse, with undefined for text that is not JSON (no JSON text means undefined). */
function json(text: string): CallCase['expected'] {
  try {
    return JSON.parse(text) as CallCase['expected'];
  } catch {
    return undefined;
  }
}

/** The arguments of `name(…)`, or undefined where the text is no such call with JSON inside. */
function parseCall(text: string): Pick<CallCase, 'call' | 'args'> | undefined {
  const match = /^([A-Za-z_$][\w$]*)\(([\s\S]*)\)$/.exec(text.trim());
  if (match === null) return undefined;
  const args = json(`[${match[2] ?? ''}]`);
  return Array.isArray(args) ? { call: match[1] ?? '', args } : undefined;
}

function parseLine(line: string, hidden: boolean): CallCase | undefined {
  const raising = /^(.*)\sraises\s+([A-Za-z_][\w.]*)$/.exec(line);
  if (raising !== null) {
    const call = parseCall(raising[1] ?? '');
    if (call !== undefined) return { ...call, raises: raising[2] ?? '', hidden };
  }
  // A string argument may itself contain the arrow: take the first one that leaves a call and JSON.
  for (let at = line.indexOf('->'); at !== -1; at = line.indexOf('->', at + 2)) {
    const call = parseCall(line.slice(0, at));
    const expected = json(line.slice(at + 2));
    if (call !== undefined && expected !== undefined) return { ...call, expected, hidden };
  }
  return undefined;
}

/**
 * Reads the block of an exercise's tests: one call a line; those below a line `# hidden` are not shown
 * to the learner. Problems are returned beside the cases, so that a writer sees all of them at once.
 */
export function parseCases(block: string): { cases: CallCase[]; problems: CaseProblem[] } {
  const cases: CallCase[] = [];
  const problems: CaseProblem[] = [];
  let hidden = false;
  block.split('\n').forEach((raw, offset) => {
    const line = raw.trim();
    if (line === '') return;
    if (line === hiddenMark) {
      hidden = true;
      return;
    }
    const parsed = parseLine(line, hidden);
    if (parsed === undefined) problems.push({ offset, message: `"${line}" is no test case: ${help}` });
    else cases.push(parsed);
  });
  return { cases, problems };
}
