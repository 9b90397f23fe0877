import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Step, Tutorial } from '../../schemas';
import { markdownAsHtml, tutorialAsHtml } from './html';
import { fenced, plainInMarkdown, tutorialAsMarkdown } from './markdown';
import { tutorialAsNotebook, type Notebook } from './notebook';

const hostile = '<img src=x onerror="alert(1)"> <script>alert(2)</script> [x](javascript:alert(3)) ![y](https://example.org/y.png)';

function step(more: Partial<Step> = {}): Step {
  return {
    id: 'python-sets-idea',
    conceptId: 'python-sets',
    kind: 'idea',
    layout: (['explanation', 'examples', 'pitfalls', 'checkpoint', 'exercise'] as const).map((part) => ({ part, heading: null })),
    title: 'Sets & <others>',
    objective: 'tell a set from a list',
    minutes: 5,
    explanation: `# Loud\n\nA **set** keeps each member once. ${hostile}\n\n| a | b |\n|---|---|\n| 1 | 2 |`,
    illustrations: [],
    examples: [{ title: 'Once', intro: 'Twice in:', language: 'python', code: 'print({1, 1})\n', output: '{1}\n', notice: 'Once out.' }],
    pitfalls: [
      {
        title: 'An index',
        intro: '',
        language: 'python',
        wrong: { code: 'print({1}[0])\n', output: "TypeError: 'set' object is not subscriptable\n" },
        right: { code: 'print(min({1}))\n', output: '1\n' },
        why: 'A set has no order.',
      },
    ],
    checkpoint: {
      prompt: 'How many?',
      choices: [
        { letter: 'A', text: 'one' },
        { letter: 'B', text: 'two' },
      ],
      answer: 'A',
      also: [],
      why: 'Each once.',
    },
    exercise: {
      title: 'Join',
      task: 'Join two.',
      language: 'python',
      starter: 'def join(a, b):\n    ...\n',
      solution: 'def join(a, b):\n    return a | b\n',
      before: '',
      after: '',
    },
    sources: [{ title: 'Sets', where: 'curriculum' }],
    ...more,
  };
}

function tutorial(steps: Step[]): Tutorial {
  return {
    id: '1',
    slug: 'sets',
    title: `Sets ${hostile}`,
    topic: 'sets',
    level: 'beginner',
    minutes: 5,
    category: '',
    shared: false,
    own: true,
    createdAt: '2026-01-01T00:00:00.000Z',
    summary: 'Made from Sets.',
    objectives: ['tell'],
    assumes: ['Lists'],
    template: 'walkthrough',
    steps,
    madeWith: { python: '3.11' },
    seed: 1,
    contentHash: 'ab'.repeat(32),
    stages: [],
    ratings: { average: null, count: 0, mine: null },
  };
}

describe('Markdown', () => {
  it('keeps the order of the parts, and the answers for the end', () => {
    const text = tutorialAsMarkdown(tutorial([step()]));
    const places = [
      '## 1. Sets',
      'A **set**',
      '### Example: Once',
      '{1}',
      '### Pitfall: An index',
      '### Checkpoint',
      '### Exercise: Join',
      '## Answers',
      'return a | b',
    ].map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    const turned = step();
    turned.layout = [...turned.layout].reverse();
    const reversed = tutorialAsMarkdown(tutorial([turned]));
    expect(reversed.indexOf('### Exercise: Join')).toBeLessThan(reversed.indexOf('A **set**'));
  });

  it('says of a Git exercise how one knows that it is done', () => {
    const exercise = { ...step().exercise!, language: 'git' as const, starter: '$ git init -q\n', after: '$ git status --short\n' };
    const text = tutorialAsMarkdown(tutorial([step({ exercise })]));
    expect(text).toContain('You are done when this comes out:\n\n```git\n$ git status --short\n```');
    expect(tutorialAsMarkdown(tutorial([step()]))).not.toContain('You are done');
  });

  it('fences code that holds fences', () => {
    expect(fenced('text', 'a\n````\nb\n')).toBe('`````text\na\n````\nb\n`````');
  });
});

describe('HTML', () => {
  it('shows what people wrote as text, and loads nothing', () => {
    const html = tutorialAsHtml(tutorial([step({ title: hostile, sources: [{ title: hostile, where: hostile }] })]));
    const tags = new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name.toLowerCase()));
    const known = 'html head meta title style body main h1 h2 h3 p ul li ol pre code strong em a table thead tbody tr th td hr';
    expect([...tags].filter((tag) => !known.split(' ').includes(tag))).toEqual([]);
    // A picture's address may be followed by hand; nothing is fetched by itself.
    expect(html).not.toMatch(/<[^>]*\ssrc=/i);
    expect(html).not.toMatch(/href="\s*(?:javascript|data):/i);
    expect(html).not.toMatch(/<[a-z]+[^>]*\son\w+=/i);
    expect(html).toContain('&lt;script&gt;alert(2)');
    expect(html).toContain('<th>a</th>');
    expect(html).toContain("default-src 'none'");
  });

  it('shows a title that spells an entity as it was typed', () =>
    expect(markdownAsHtml(`## ${plainInMarkdown('What &lt;b&#62; means & why')}`)).toBe('<h2>What &amp;lt;b&amp;#62; means &amp; why</h2>'));

  it('keeps harmless addresses', () => expect(markdownAsHtml('[x](https://example.org)')).toContain('href="https://example.org"'));
});

/** What the format 4.5 requires (nbformat.v4.5.schema.json). */
const source = z
  .array(z.string())
  .refine((lines) => lines.slice(0, -1).every((line) => line.endsWith('\n')), 'every line but the last ends');
const cellId = z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/);
const notebookSchema = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.literal(5),
  metadata: z.object({
    kernelspec: z.object({ name: z.string(), display_name: z.string() }),
    language_info: z.object({ name: z.string() }),
    title: z.string(),
  }),
  cells: z
    .array(
      z.discriminatedUnion('cell_type', [
        z.strictObject({ id: cellId, cell_type: z.literal('markdown'), metadata: z.object({}), source }),
        z.strictObject({
          id: cellId,
          cell_type: z.literal('code'),
          metadata: z.object({
            tags: z
              .array(z.string().regex(/^[^,]+$/))
              .refine((tags) => new Set(tags).size === tags.length)
              .optional(),
          }),
          execution_count: z.int().min(0).nullable(),
          source,
          outputs: z.array(z.strictObject({ output_type: z.literal('stream'), name: z.enum(['stdout', 'stderr']), text: source })),
        }),
      ]),
    )
    .refine((cells) => new Set(cells.map(({ id }) => id)).size === cells.length, 'ids are unique'),
});

describe('notebook', () => {
  const codeOf = (notebook: Notebook) =>
    notebook.cells.flatMap((cell) => (cell.cell_type === 'code' ? [{ ...cell, text: cell.source.join('') }] : []));

  it('keeps to the format', () => {
    const notebook = tutorialAsNotebook(tutorial([step(), step({ id: 'b', layout: [{ part: 'examples', heading: 'Look' }] })]));
    expect(notebookSchema.safeParse(JSON.parse(JSON.stringify(notebook))).error).toBeUndefined();
    expect(notebookSchema.safeParse({ ...notebook, cells: [...notebook.cells, notebook.cells[0]] }).success).toBe(false);
    expect(notebook.metadata.kernelspec.name).toBe('python3');
    expect(codeOf(notebook).map(({ text, metadata }) => [text, metadata.tags ?? []])).toEqual([
      ['print({1, 1})', []],
      ['print({1}[0])', ['raises-exception']],
      ['print(min({1}))', []],
      ['def join(a, b):\n    ...', ['raises-exception']],
      ['print({1, 1})', []],
    ]);
  });

  it('gives SQL to Python’s sqlite3, JavaScript to Deno, and leaves Git to be read', () => {
    const inLanguage = (language: 'sql' | 'javascript' | 'git') =>
      tutorialAsNotebook(
        tutorial([step({ examples: [{ ...step().examples[0], language, code: 'select "a\'b" as x;\n' }], pitfalls: [], exercise: null })]),
      );
    expect(codeOf(inLanguage('sql')).map(({ text }) => text.split('\n')[0])).toEqual([
      'import sqlite3',
      'run_sql("select \\"a\'b\\" as x;\\n")',
    ]);
    expect(inLanguage('javascript').metadata.kernelspec.name).toBe('deno');
    expect(codeOf(inLanguage('git'))).toEqual([]);
  });
});
