import type { Choice, Example, Pitfall, Question, Runnable } from '../schemas';
import { splitBlocks, splitSections, type Block, type Fence, type Section } from './markdown-blocks';

/** Tells the writer what is wrong at a line of the file, and what to do. */
export type Report = (line: number, message: string) => void;

const resultLanguages = ['output', 'error'];

/** A Git transcript holds what its commands print: no block with the output follows it. */
const isTranscript = (language: string): boolean => language === 'git';

/** The prose of consecutive blocks, fenced blocks written back as Markdown. */
function proseOf(blocks: readonly Block[]): string {
  return blocks.map((block) => (block.kind === 'text' ? block.text : `\`\`\`${block.language}\n${block.code}\`\`\``)).join('\n\n');
}

function isFence(block: Block | undefined, ...languages: string[]): block is Fence {
  return block?.kind === 'fence' && languages.includes(block.language);
}

/** The runnable blocks of an explanation: each fence in the concept's language must hold its output or be followed by it. */
export function parseIllustrations(section: Section, language: string, report: Report): Runnable[] {
  const blocks = splitBlocks(section.lines, section.line + 1);
  return blocks.flatMap((block, index) => {
    if (!isFence(block, language)) return [];
    if (isTranscript(language)) return [{ code: block.code, output: '' }];
    const next = blocks[index + 1];
    if (isFence(next, 'output')) return [{ code: block.code, output: next.code }];
    report(block.line, `follow this block with an \`output\` block, or mark it as \`text\` if it is not to be run`);
    return [];
  });
}

/** `## Example: title`: prose, code, its output, what to notice. */
export function parseExample(section: Section, title: string, language: string, report: Report): Example {
  const blocks = splitBlocks(section.lines, section.line + 1);
  const at = blocks.findIndex((block) => isFence(block, language));
  const code = blocks[at];
  const output = isTranscript(language) ? undefined : blocks[at + 1];
  const notice = proseOf(blocks.slice(at + (isTranscript(language) ? 1 : 2)));
  const intro = proseOf(blocks.slice(0, Math.max(at, 0)));
  if (at === -1) report(section.line, `add a \`${language}\` block to this example`);
  else if (!isTranscript(language) && !isFence(output, 'output'))
    report(code?.line ?? section.line, 'follow this block with an `output` block: what it prints, exactly');
  if (intro === '') report(section.line, 'say before the code what problem this example solves');
  if (notice === '') report(section.line, 'say after the output what there is to notice');
  if (blocks.slice(at + 1).some((block) => isFence(block, language))) {
    report(section.line, 'an example has one block of code: make a second example of the second block');
  }
  return { title, intro, code: isFence(code, language) ? code.code : '', output: isFence(output, 'output') ? output.code : '', notice };
}

/** `## Pitfall: title`: the wrong block (flag `wrong`), the right one (flag `right`), each with its result, and why. */
export function parsePitfall(section: Section, title: string, language: string, report: Report): Pitfall {
  const blocks = splitBlocks(section.lines, section.line + 1);
  const find = (flag: string): { code: string; output: string | null; error: string | null; from: number; to: number } => {
    const at = blocks.findIndex((block) => isFence(block, language) && block.flags.includes(flag));
    const block = blocks[at];
    if (!isFence(block, language)) {
      report(section.line, `add a block that starts with \`\`\`${language} ${flag}`);
      return { code: '', output: null, error: null, from: blocks.length, to: blocks.length };
    }
    const result = { code: block.code, output: null as string | null, error: null as string | null, from: at, to: at + 1 };
    for (let next = blocks[result.to]; isFence(next, ...resultLanguages); next = blocks[result.to]) {
      if (next.language === 'output') result.output = next.code;
      else result.error = next.code.trim();
      result.to += 1;
    }
    return result;
  };
  const wrong = find('wrong');
  const right = find('right');
  if (right.from < wrong.from) report(section.line, 'put the wrong block before the right one');
  if (right.error !== null) report(section.line, 'the right block may not end in an error');
  const between = blocks.slice(wrong.to, right.from);
  const why = proseOf([...between, ...blocks.slice(right.to)]);
  if (why === '') report(section.line, 'say after the blocks why the wrong one is wrong');
  return {
    title,
    intro: proseOf(blocks.slice(0, wrong.from)),
    wrong: { code: wrong.code, output: wrong.output, error: wrong.error },
    right: { code: right.code, output: right.output },
    why,
  };
}

/** `## Question`: the prompt, choices `A. …` one a line (or none), then `Answer:`, perhaps `Also:`, and `Why:`. */
export function parseQuestion(section: Section, language: string, report: Report): Question {
  const at = section.lines.findIndex((line) => line.startsWith('Answer:'));
  const whyAt = section.lines.findIndex((line) => line.startsWith('Why:'));
  if (at === -1) report(section.line, 'end this question with a line that starts with `Answer:`');
  if (whyAt === -1 || whyAt < at) report(section.line, 'add a line that starts with `Why:` after the answer');
  const head = section.lines.slice(0, at === -1 ? section.lines.length : at);
  const choices: Choice[] = [];
  const promptLines: string[] = [];
  for (const line of head) {
    const match = /^([A-E])\. (.+)$/.exec(line);
    if (match === null) promptLines.push(line);
    else choices.push({ letter: (match[1] ?? 'A') as Choice['letter'], text: (match[2] ?? '').trim() });
  }
  if (choices.some((choice, index) => choice.letter !== 'ABCDE'[index])) report(section.line, 'letter the choices A, B, C … in order');
  const blocks = splitBlocks(promptLines, section.line + 1);
  const answer = (section.lines[at] ?? '').slice('Answer:'.length).trim();
  const also = section.lines.filter((line) => line.startsWith('Also:')).map((line) => line.slice('Also:'.length).trim());
  if (choices.length > 0 && !choices.some((choice) => choice.letter === answer)) {
    report(section.line + 1 + Math.max(at, 0), `the answer must be the letter of a choice, not "${answer}"`);
  }
  if (choices.length === 1) report(section.line, 'give at least two choices, or none for a short answer');
  const printing = blocks.find((block) => isFence(block, language) && block.flags.includes('prints'));
  return {
    prompt: proseOf(blocks),
    choices,
    answer,
    also,
    why: [(section.lines[whyAt] ?? '').slice('Why:'.length), ...section.lines.slice(whyAt + 1)].join('\n').trim(),
    code: isFence(printing, language) ? printing.code : null,
  };
}

/** `## Setup`: prose and one block that every other block of the file starts from. */
export function parseSetup(section: Section, language: string, report: Report): { text: string; code: string } {
  const blocks = splitBlocks(section.lines, section.line + 1);
  const code = blocks.filter((block): block is Fence => isFence(block, language));
  if (code.length !== 1) report(section.line, `a setup has exactly one \`${language}\` block`);
  return { text: proseOf(blocks.filter((block) => block.kind === 'text')), code: code[0]?.code ?? '' };
}

/** The parts of a section under `### ` headings, by heading; the text before them under the empty heading. */
export function subsections(section: Section): Map<string, Section> {
  return new Map(splitSections(section.lines, 3, section.line + 1).map((part) => [part.heading, part]));
}
