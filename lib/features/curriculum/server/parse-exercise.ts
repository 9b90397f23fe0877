import type { Exercise, RunCase } from '../schemas';
import { splitBlocks, type Fence, type Section } from './markdown-blocks';
import { parseCases } from './parse-cases';
import { subsections, type Report } from './parse-parts';

const parts = ['', 'Starter', 'Solution', 'Harness', 'Tests'];

/** One run for each `output` block; `before` and `after` blocks above it are the code around the learner's. */
function parseRuns(fences: readonly Fence[], language: string, report: Report): RunCase[] {
  const runs: RunCase[] = [];
  let before = '';
  let after = '';
  for (const fence of fences) {
    if (fence.language === 'output') {
      runs.push({ before, after, output: fence.code, hidden: fence.flags.includes('hidden') });
      before = '';
      after = '';
    } else if (fence.language === language && fence.flags.includes('before')) before = fence.code;
    else if (fence.language === language && fence.flags.includes('after')) after = fence.code;
    else report(fence.line, `a test is \`${language} before\`, \`${language} after\` (either may be left out), then \`output\``);
  }
  return runs;
}

/** `## Exercise: title`: the task, then `### Starter`, `### Solution`, perhaps `### Harness`, and `### Tests`. */
export function parseExercise(section: Section, title: string, language: string, report: Report): Exercise {
  const found = subsections(section);
  for (const [heading, part] of found) {
    if (!parts.includes(heading)) report(part.line, `"### ${heading}" is unknown here: use Starter, Solution, Harness or Tests`);
  }
  const fencesOf = (part: Section | undefined): Fence[] =>
    part === undefined ? [] : splitBlocks(part.lines, part.line + 1).filter((block): block is Fence => block.kind === 'fence');
  const codeOf = (heading: string, needed: boolean): string => {
    const part = found.get(heading);
    const fences = fencesOf(part).filter((fence) => fence.language === language);
    if (part === undefined ? needed : fences.length !== 1) {
      report(part?.line ?? section.line, `"### ${heading}" must hold exactly one \`${language}\` block`);
    }
    return fences[0]?.code ?? '';
  };
  const testPart = found.get('Tests');
  const testFences = fencesOf(testPart);
  if (testFences.length === 0) report(testPart?.line ?? section.line, 'give the exercise a "### Tests" part with a `cases` block');
  const calls = testFences.find((fence) => fence.language === 'cases');
  let tests: Exercise['tests'];
  if (language === 'git') {
    const checks = testFences.filter((fence) => fence.language === language);
    const other = testFences.find((fence) => fence.language !== language);
    if (other !== undefined) report(other.line, 'the tests of a Git exercise are `git` blocks, which hold what their commands print');
    tests = { kind: 'checks', cases: checks.map(({ code }) => ({ transcript: code })) };
  } else if (calls === undefined) {
    tests = { kind: 'runs', cases: parseRuns(testFences, language, report) };
  } else {
    const { cases, problems } = parseCases(calls.code);
    problems.forEach((problem) => report(calls.line + 1 + problem.offset, problem.message));
    tests = { kind: 'calls', cases };
  }
  return {
    title,
    task: (found.get('')?.lines ?? []).join('\n').trim(),
    starter: codeOf('Starter', true),
    solution: codeOf('Solution', true),
    harness: codeOf('Harness', false),
    tests,
  };
}
