import type { OwnPassage } from '@/lib/features/documents/server';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { ownDocument, type CodeExample, type Step } from '../schemas';
import { estimateMinutes } from './estimate-minutes';
import { plainInMarkdown } from './export/markdown';

/** The shape of steps that are passages of one's own documents. */
export const passageShape = 'passage';

const runnable: Readonly<Record<string, RunnerLanguage>> = {
  python: 'python',
  py: 'python',
  python3: 'python',
  javascript: 'javascript',
  js: 'javascript',
  typescript: 'typescript',
  ts: 'typescript',
  sql: 'sql',
  sqlite: 'sql',
};
/** Blocks of one passage that are run; the others are shown as they stand. */
const mostRun = 8;

/**
 * A step made of a passage: its text as it stands, its code in the order in which it stands, each block to be
 * run in the sandbox. What a document says is the document's word: it is cited, and asks no question.
 */
export function composePassage({ id, documentTitle, format, heading, text }: OwnPassage): Step {
  const names = heading.split(' › ');
  const name = names[names.length - 1];
  const { before, blocks } = format === 'markdown' ? cutAtCode(text) : { before: asTyped(text), blocks: [] };
  const examples = blocks.map(({ language, code, after }, index): CodeExample => ({
    title: `From “${documentTitle}”, block ${index + 1}`,
    intro: '',
    language,
    code,
    output: '',
    notice: after,
  }));
  const step: Step = {
    id: `${passageShape}-${id}`,
    conceptId: ownDocument,
    kind: passageShape,
    layout: [
      { part: 'explanation', heading: null },
      { part: 'examples', heading: null },
    ],
    title: name.slice(0, 140),
    objective: `say what your document “${plainInMarkdown(documentTitle)}” has on this`,
    minutes: 0,
    explanation: before,
    illustrations: [],
    examples,
    pitfalls: [],
    checkpoint: null,
    exercise: null,
    sources: [{ title: documentTitle, where: `your document, under “${heading}”` }],
  };
  return { ...step, minutes: estimateMinutes(step) };
}

/** Plain text as Markdown that shows it as it was typed, line by line. */
function asTyped(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      plainInMarkdown(line.trimStart())
        .replace(/^(\d+)([.)])/, '$1\\$2')
        .replace(/^([-+=])/, '\\$1'),
    )
    .join('  \n')
    .replace(/( {2}\n){2,}/g, '\n\n');
}

interface Block {
  readonly language: RunnerLanguage;
  readonly code: string;
  after: string;
}

/** The text up to the first block that can be run, and each such block with the text after it. */
function cutAtCode(text: string): { before: string; blocks: Block[] } {
  const blocks: Block[] = [];
  let prose: string[] = [];
  let before: string | null = null;
  const flush = () => {
    const words = prose.join('\n').trim();
    if (before === null) before = words;
    else blocks[blocks.length - 1].after = words;
    prose = [];
  };
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const mark = /^ {0,3}(`{3,}|~{3,})\s*([\w-]*)/.exec(lines[index]);
    const language = runnable[mark?.[2].toLowerCase() ?? ''] as RunnerLanguage | undefined;
    const close = mark ? lines.findIndex((line, at) => at > index && line.trim().startsWith(mark[1]) && /^[`~]+$/.test(line.trim())) : -1;
    const end = close === -1 ? lines.length : close;
    if (mark && language && blocks.length < mostRun) {
      flush();
      blocks.push({ language, code: `${lines.slice(index + 1, end).join('\n')}\n`, after: '' });
      index = end;
    } else if (mark) {
      prose.push(...lines.slice(index, end + 1));
      index = end;
    } else prose.push(lines[index]);
  }
  flush();
  return { before: before ?? '', blocks };
}
