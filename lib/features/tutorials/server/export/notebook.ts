import type { CodeLanguage } from '@/lib/vocabulary/runners';
import type { Step, Tutorial } from '../../schemas';
import { endingOf, fenced, introductionOf, joined, madeOf, plainInMarkdown } from './markdown';

interface StreamOutput {
  readonly output_type: 'stream';
  readonly name: 'stdout';
  readonly text: string[];
}

interface MarkdownCell {
  readonly id: string;
  readonly cell_type: 'markdown';
  readonly metadata: Record<string, never>;
  readonly source: string[];
}

interface CodeCell {
  readonly id: string;
  readonly cell_type: 'code';
  readonly metadata: { readonly tags?: readonly string[] };
  readonly execution_count: null;
  readonly source: string[];
  readonly outputs: StreamOutput[];
}

/** A notebook of the Jupyter format 4.5 (nbformat.readthedocs.io). */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: {
    readonly kernelspec: { readonly name: string; readonly display_name: string; readonly language: string };
    readonly language_info: { readonly name: string };
    readonly title: string;
  };
  readonly cells: (MarkdownCell | CodeCell)[];
}

const kernels = {
  python: { name: 'python3', display_name: 'Python 3', language: 'python' },
  typescript: { name: 'deno', display_name: 'Deno', language: 'typescript' },
} as const;
type Kernel = keyof typeof kernels;

/** Which kernel runs a language: SQL goes through Python's own sqlite3; Git is read, not run. */
const kernelOf: Record<CodeLanguage, Kernel | null> = {
  python: 'python',
  sql: 'python',
  javascript: 'typescript',
  typescript: 'typescript',
  git: null,
};

/** Runs the statements of a text on an empty database and prints what they select, columns first. */
const sqlSupport = `import sqlite3


def run_sql(text):
    """Run SQL statements on a new, empty database and print what each selects."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            cursor = connection.execute(statement)
            if cursor.description:
                print(" | ".join(column[0] for column in cursor.description))
                for row in cursor:
                    print(" | ".join("NULL" if value is None else str(value) for value in row))
            statement = ""
    connection.close()
`;

/** A whole tutorial as a notebook whose code cells run one after the other. Those that fail on purpose are tagged so that Jupyter goes on. */
export function tutorialAsNotebook(tutorial: Tutorial): Notebook {
  const kernel = mainKernel(tutorial.steps);
  const cells: Notebook['cells'] = [];
  const id = () => `cell-${cells.length + 1}`;
  const text = (markdown: string) => {
    if (markdown.trim() !== '') cells.push({ id: id(), cell_type: 'markdown', metadata: {}, source: linesOf(markdown) });
  };
  const code = (language: CodeLanguage, source: string, output: string | null, fails: boolean) => {
    if (kernelOf[language] !== kernel) return text(joined([fenced(language, source), output ? fenced('output', output) : '']));
    const isSql = language === 'sql';
    cells.push({
      id: id(),
      cell_type: 'code',
      metadata: fails ? { tags: ['raises-exception'] } : {},
      execution_count: null,
      source: linesOf(isSql ? `run_sql(${pythonText(source)})` : source.trimEnd()),
      // SQL's tables are printed by the cell above in a way of its own.
      outputs: output && !isSql ? [{ output_type: 'stream', name: 'stdout', text: linesOf(output) }] : [],
    });
  };

  text(introductionOf(tutorial));
  if (kernel === 'python' && usesSql(tutorial.steps)) code('python', sqlSupport, null, false);
  tutorial.steps.forEach((step, index) => {
    text(joined([`## ${index + 1}. ${plainInMarkdown(step.title)}`, `*After this step you can* ${step.objective}`]));
    for (const { part, heading } of step.layout) {
      if (heading) text(`*${plainInMarkdown(heading)}*`);
      if (part === 'explanation') text(step.explanation);
      if (part === 'examples') {
        for (const example of step.examples) {
          text(joined([`### Example: ${plainInMarkdown(example.title)}`, example.intro]));
          code(example.language, example.code, example.output, example.status !== undefined);
          text(joined([endingOf(example), example.notice]));
        }
      }
      if (part === 'pitfalls') {
        for (const { title, intro, language, wrong, right, why } of step.pitfalls) {
          text(joined([`### Pitfall: ${plainInMarkdown(title)}`, intro, '**Not this:**']));
          code(language, wrong.code, wrong.output, true);
          text('**Do this:**');
          code(language, right.code, right.output, false);
          text(why);
        }
      }
      if (part === 'checkpoint' && step.checkpoint) {
        const { prompt, choices, answer, why } = step.checkpoint;
        text(joined(['### Checkpoint', prompt, choices.map(({ letter, text: choice }) => `- **${letter}.** ${choice}`).join('\n')]));
        text(folded('Show the answer', joined([`**${plainInMarkdown(answer)}**`, why])));
      }
      if (part === 'exercise' && step.exercise) {
        const { title, task, language, before, starter, after, solution } = step.exercise;
        text(joined([`### Exercise: ${plainInMarkdown(title)}`, task]));
        if (language === 'git') text(joined([fenced('git', starter), 'You are done when this comes out:', fenced('git', after)]));
        // What is still to be written may well fail.
        else code(language, before + starter + after, null, true);
        text(folded('Show a solution', fenced(language, solution)));
      }
    }
  });
  text(madeOf(tutorial));
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: kernels[kernel], language_info: { name: kernels[kernel].language }, title: tutorial.title },
    cells,
  };
}

/** What the reader opens by hand. The markup is ours; a blank line keeps the rest Markdown. */
function folded(label: string, markdown: string): string {
  return `<details><summary>${label}</summary>\n\n${markdown}\n\n</details>`;
}

function codeLanguagesOf(steps: readonly Step[]): CodeLanguage[] {
  return steps.flatMap(({ examples, pitfalls, exercise }) =>
    [...examples, ...pitfalls, ...(exercise ? [exercise] : [])].map(({ language }) => language),
  );
}

function usesSql(steps: readonly Step[]): boolean {
  return codeLanguagesOf(steps).includes('sql');
}

/** The kernel that runs most of the blocks. */
function mainKernel(steps: readonly Step[]): Kernel {
  const wanted = codeLanguagesOf(steps).map((language) => kernelOf[language]);
  const count = (kernel: Kernel) => wanted.filter((one) => one === kernel).length;
  return count('typescript') > count('python') ? 'typescript' : 'python';
}

/** The format keeps texts as lists of lines, each with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A Python literal: what JSON escapes, Python reads alike, characters beyond the BMP as they are. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
