import { parse as parseYaml, YAMLParseError } from 'yaml';
import { LoamError } from '@/lib/core/errors';
import { conceptSchema, frontMatterSchema, type Concept, type FrontMatter } from '../schemas';
import { splitBlocks, splitSections, type Section } from './markdown-blocks';
import { parseExercise } from './parse-exercise';
import { parseExample, parseIllustrations, parsePitfall, parseQuestion, parseSetup } from './parse-parts';
import { transcriptProblems } from './transcripts/read-command';

export interface ConceptProblem {
  readonly file: string;
  readonly line: number;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** The error that lists every problem of a file, one a line as `file:line: what to do`. */
export function conceptError(problems: readonly ConceptProblem[]): LoamError {
  const text = problems.map((problem) => `${problem.file}:${problem.line}: ${problem.message}`).join('\n');
  return new LoamError('unprocessable', text, { extra: { problems } });
}

interface Context {
  readonly file: string;
  readonly problems: ConceptProblem[];
  report(line: number, message: string): void;
}

function parseFrontMatter(lines: readonly string[], context: Context): { front: FrontMatter | null; end: number } {
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
  if (end === -1) {
    context.report(1, 'begin the file with front matter between two lines `---`');
    return { front: null, end: 0 };
  }
  let data: unknown;
  try {
    data = parseYaml(lines.slice(1, end).join('\n'));
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    context.report((cause.linePos?.[0].line ?? 1) + 1, `the front matter is no valid YAML (${cause.code}): mend this line`);
    return { front: null, end: end + 1 };
  }
  const parsed = frontMatterSchema.safeParse(data);
  if (parsed.success) return { front: parsed.data, end: end + 1 };
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0] ?? '');
    const at = lines.findIndex((line, index) => index < end && line.startsWith(`${key}:`));
    context.report(key !== '' && at !== -1 ? at + 1 : 1, `front matter, ${issue.path.join('.') || 'whole'}: ${issue.message}`);
  }
  return { front: null, end: end + 1 };
}

function titled(section: Section, kind: string): string | null {
  return section.heading.startsWith(`${kind}: `) ? section.heading.slice(kind.length + 2).trim() : null;
}

function parseBody(sections: readonly Section[], language: string, context: Context): Omit<Concept, keyof FrontMatter> {
  const body: Omit<Concept, keyof FrontMatter> = {
    setup: null,
    short: '',
    depth: '',
    illustrations: [],
    examples: [],
    pitfalls: [],
    questions: [],
    exercise: { title: '', task: '', starter: '', solution: '', harness: '', tests: { kind: 'calls', cases: [] } },
  };
  const report = context.report.bind(context);
  const seen = new Set<string>();
  for (const section of sections) {
    const example = titled(section, 'Example');
    const pitfall = titled(section, 'Pitfall');
    const exercise = titled(section, 'Exercise');
    if (example !== null) body.examples.push(parseExample(section, example, language, report));
    else if (pitfall !== null) body.pitfalls.push(parsePitfall(section, pitfall, language, report));
    else if (exercise !== null) body.exercise = parseExercise(section, exercise, language, report);
    else if (section.heading === 'Question') body.questions.push(parseQuestion(section, language, report));
    else if (section.heading === 'Setup') body.setup = parseSetup(section, language, report);
    else if (section.heading === 'In short' || section.heading === 'In depth') {
      body[section.heading === 'In short' ? 'short' : 'depth'] = section.lines.join('\n').trim();
      body.illustrations.push(...parseIllustrations(section, language, report));
    } else {
      const known = '`## Setup`, `## In short`, `## In depth`, `## Example: …`, `## Pitfall: …`, `## Question`, `## Exercise: …`';
      report(section.line, `"${section.heading || 'text before the first heading'}" is no known part: use ${known}`);
    }
    const once = exercise === null ? section.heading : 'Exercise';
    if (['Setup', 'In short', 'In depth', 'Exercise'].includes(once) && seen.has(once))
      report(section.line, `"## ${once}" may stand only once`);
    seen.add(once);
  }
  for (const heading of ['In short', 'In depth', 'Exercise']) {
    if (!seen.has(heading)) report(1, `add a part "## ${heading}${heading === 'Exercise' ? ': title' : ''}"`);
  }
  return body;
}

/** Reports the commands of a section's transcripts that will not be replayed. */
function checkTranscriptBlocks(section: Section, context: Context): void {
  for (const block of splitBlocks(section.lines, section.line + 1)) {
    if (block.kind !== 'fence' || block.language !== 'git') continue;
    for (const { offset, message } of transcriptProblems(block.code)) context.report(block.line + 1 + offset, message);
  }
}

/**
 * Reads one concept from its Markdown file. The format is described in content/curriculum/README.md.
 *
 * @param text the file's text
 * @param file the file's path, as it should appear in messages
 * @throws LoamError `unprocessable` that lists every problem as `file:line: what to do`; they are also in
 *   `extra.problems`
 */
export function parseConcept(text: string, file: string): Concept {
  const problems: ConceptProblem[] = [];
  const context: Context = { file, problems, report: (line, message) => problems.push({ file, line, message }) };
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const { front, end } = parseFrontMatter(lines, context);
  if (front === null) throw conceptError(problems);
  const sections = splitSections(lines.slice(end), 2, end + 1);
  const concept = { ...front, ...parseBody(sections, front.language, context) };
  if (front.language === 'git') sections.forEach((section) => checkTranscriptBlocks(section, context));
  if (problems.length > 0) throw conceptError(problems);
  const checked = conceptSchema.safeParse(concept);
  if (checked.success) return checked.data;
  throw conceptError(
    checked.error.issues.map((issue) => ({
      file,
      line: sectionLine(sections, issue.path),
      message: `${issue.path.join('.')}: ${issue.message}`,
    })),
  );
}

/** The line of the section that a path of the schema speaks of; 1 where there is none. */
function sectionLine(sections: readonly Section[], path: readonly PropertyKey[]): number {
  const headings: Record<string, string> = {
    setup: 'Setup',
    short: 'In short',
    depth: 'In depth',
    examples: 'Example',
    pitfalls: 'Pitfall',
    questions: 'Question',
    exercise: 'Exercise',
  };
  const prefix = headings[String(path[0])];
  if (prefix === undefined) return 1;
  const matching = sections.filter((section) => section.heading.startsWith(prefix));
  return (matching[typeof path[1] === 'number' ? path[1] : 0] ?? matching.at(-1))?.line ?? 1;
}
