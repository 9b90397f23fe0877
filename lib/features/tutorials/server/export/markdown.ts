import type { CodeExample, Step, StepPart, Tutorial } from '../../schemas';

/** A fence that is longer than any run of backticks in the text. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** Text in Markdown, where nothing in it is markup. */
export function plainInMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]|&(?=#?\w+;)/g, '\\$&');
}

export function printed(output: string): string {
  return output === '' ? '' : `It prints:\n\n${fenced('output', output)}`;
}

/** How a block of somebody's own document ended, where that was not well. */
export function endingOf({ status }: Pick<CodeExample, 'status'>): string {
  return status === undefined ? '' : `*When it was run for this tutorial it ended with: ${status}.*`;
}

export function joined(pieces: readonly (string | null | undefined)[]): string {
  return pieces.filter((piece) => piece !== null && piece !== undefined && piece !== '').join('\n\n');
}

/** Headings inside a step's explanation go below the step's own. */
function lowered(markdown: string): string {
  let fence: string | null = null;
  return markdown
    .split('\n')
    .map((line) => {
      const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
      if (mark) fence = fence === null ? mark : line.trim().startsWith(fence) ? null : fence;
      return fence === null ? line.replace(/^#{1,3} /, '### ') : line;
    })
    .join('\n');
}

const partWriters: Record<StepPart, (step: Step) => string> = {
  explanation: (step) => lowered(step.explanation),
  examples: ({ examples }) =>
    joined(
      examples.map((example) =>
        joined([
          `### Example: ${plainInMarkdown(example.title)}`,
          example.intro,
          fenced(example.language, example.code),
          printed(example.output),
          endingOf(example),
          example.notice,
        ]),
      ),
    ),
  pitfalls: ({ pitfalls }) =>
    joined(
      pitfalls.map(({ title, intro, language, wrong, right, why }) =>
        joined([
          `### Pitfall: ${plainInMarkdown(title)}`,
          intro,
          '**Not this:**',
          fenced(language, wrong.code),
          printed(wrong.output),
          '**Do this:**',
          fenced(language, right.code),
          printed(right.output),
          why,
        ]),
      ),
    ),
  checkpoint: ({ checkpoint }) =>
    checkpoint
      ? joined(['### Checkpoint', checkpoint.prompt, checkpoint.choices.map(({ letter, text }) => `- **${letter}.** ${text}`).join('\n')])
      : '',
  exercise: ({ exercise }) =>
    exercise
      ? joined([
          `### Exercise: ${plainInMarkdown(exercise.title)}`,
          exercise.task,
          fenced(exercise.language, exercise.starter),
          exercise.language === 'git' ? joined(['You are done when this comes out:', fenced('git', exercise.after)]) : '',
        ])
      : '',
};

/** Answers and solutions, which stand at the end so that nobody reads them by accident. */
function answersOf(steps: readonly Step[]): string {
  const answers = steps.flatMap(({ title, checkpoint, exercise }) =>
    checkpoint || exercise
      ? [
          joined([
            `### ${plainInMarkdown(title)}`,
            checkpoint &&
              joined([
                `**Checkpoint: ${checkpoint.choices.length > 0 ? checkpoint.answer : ''}**`,
                checkpoint.choices.length > 0 ? '' : fenced('text', checkpoint.answer),
                checkpoint.why,
              ]),
            exercise && joined(['**Exercise, one solution:**', fenced(exercise.language, exercise.solution)]),
          ]),
        ]
      : [],
  );
  return answers.length === 0 ? '' : joined(['## Answers', ...answers]);
}

/** What stands before the first step. */
export function introductionOf({ title, summary, level, minutes, assumes, objectives }: Tutorial): string {
  return joined([
    `# ${plainInMarkdown(title)}`,
    summary,
    `Level: ${level}. About ${minutes} minutes.${assumes.length > 0 ? ` Takes for granted: ${assumes.map(plainInMarkdown).join(', ')}.` : ''}`,
    objectives.length > 0 ? `After this you can\n\n${objectives.map((objective) => `- ${objective}`).join('\n')}` : '',
  ]);
}

/** One step without its heading, in the order of its layout, with its sources. */
export function stepBody(step: Step): string {
  return joined([
    ...step.layout.map(({ part, heading }) => {
      const text = partWriters[part](step);
      return text === '' ? '' : joined([heading ? `*${plainInMarkdown(heading)}*` : '', text]);
    }),
    step.sources.length > 0
      ? `Sources:\n\n${step.sources.map(({ title, where }) => `- ${plainInMarkdown(title)} (${plainInMarkdown(where)})`).join('\n')}`
      : '',
  ]);
}

/** A whole tutorial as one Markdown document. */
export function tutorialAsMarkdown(tutorial: Tutorial): string {
  const steps = tutorial.steps.map((step, index) => joined([`## ${index + 1}. ${plainInMarkdown(step.title)}`, stepBody(step)]));
  return `${joined([introductionOf(tutorial), ...steps, answersOf(tutorial.steps), madeOf(tutorial)])}\n`;
}

export function madeOf({ madeWith, seed, contentHash }: Tutorial): string {
  const made = [...Object.entries(madeWith), ['seed', String(seed)], ['content', contentHash.slice(0, 12)]];
  return `---\n\nMade by Loam with ${made.map(([name, value]) => `${name} ${plainInMarkdown(value)}`).join(', ')}.`;
}
