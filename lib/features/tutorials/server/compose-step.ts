import type { Rng } from '@/lib/core/rng';
import { exerciseFrame, runnableCode, type Concept, type Example, type Pitfall, type Question } from '@/lib/features/curriculum';
import type { Checkpoint, CodeExample, Step, StepExercise, StepPitfall } from '../schemas';
import { isProse, type TemplatePart, type TemplateShape } from '../template-schemas';
import { readerOf, textOfStep } from './answerable';
import { estimateMinutes } from './estimate-minutes';
import { gistOf } from './gist';

/** Chooses one of several examples of equal worth. */
export type ChooseExample = (examples: readonly Example[], rng: Rng) => Example;

export interface StepOptions {
  readonly kind: string;
  readonly rng: Rng;
  readonly chooseExample?: ChooseExample;
}

/**
 * One step about a concept in the shape that a template gives it, before its code was run: outputs are
 * those that the curriculum states. The rng chooses among questions and examples of equal worth, so that
 * two tutorials about neighbouring topics do not ask the same things. A checkpoint that the step's own
 * text cannot answer is left out.
 *
 * @returns null where the concept has nothing for this shape, such as no second pitfall
 */
export function composeStep(concept: Concept, shape: TemplateShape, { kind, rng, chooseExample = pickExample }: StepOptions): Step | null {
  const choice = rng.fork(`${concept.id} ${kind}`);
  const part = <Name extends TemplatePart['part']>(name: Name) =>
    shape.parts.find((candidate): candidate is Extract<TemplatePart, { part: Name }> => candidate.part === name);
  const [examples, pitfalls, checkpoint] = [part('examples'), part('pitfalls'), part('checkpoint')];
  const explanation = shape.parts
    .filter(isProse)
    .map((prose) => proseOf(concept, prose))
    .join('\n\n');
  const step = withRepository(concept, part('explanation') !== undefined, {
    id: `${concept.id}-${kind}`,
    conceptId: concept.id,
    kind,
    layout: layoutOf(shape),
    title: titleOf(shape.title, concept),
    objective: shape.objective === 'first' ? concept.objectives[0] : concept.objectives[concept.objectives.length - 1],
    minutes: 0,
    explanation,
    illustrations: concept.illustrations
      .filter(({ code }) => explanation.includes(code.trimEnd()))
      .map(({ code, output }) => ({ language: concept.language, code: program(concept, code), output })),
    examples: examples ? examplesOf(concept, examples.which, choice, chooseExample).map((example) => toExample(concept, example)) : [],
    pitfalls: pitfalls ? pitfallsOf(concept, pitfalls.which).map((pitfall) => toPitfall(concept, pitfall)) : [],
    checkpoint: null,
    exercise: part('exercise') ? toExercise(concept) : null,
    sources: [{ title: concept.title, where: `Loam's curriculum, ${concept.id}` }, ...concept.reading],
  });
  // Headings and examples alone make no step of what should show pitfalls.
  const hasSubstance = explanation !== '' || step.examples.length > 0 || step.pitfalls.length > 0 || step.exercise !== null;
  if (!hasSubstance || (pitfalls && shape.parts[0] === pitfalls && step.pitfalls.length === 0)) return null;
  if (checkpoint) {
    const reader = readerOf(textOfStep(step));
    const question = inOrder(concept, checkpoint.which, choice).find((candidate) => reader.canAnswer(candidate));
    step.checkpoint = question ? toCheckpoint(question) : null;
  }
  step.layout = step.layout.filter((place) => place.part !== 'checkpoint' || step.checkpoint !== null);
  return { ...step, minutes: estimateMinutes(step) };
}

/** Prose parts are one explanation, at the place of the first; its headings stand inside it. */
function layoutOf({ parts }: TemplateShape): Step['layout'] {
  const firstProse = parts.find(isProse);
  return parts.flatMap((part): Step['layout'] => {
    if (part.part === 'explanation' || part.part === 'objectives' || part.part === 'rules' || part.part === 'task')
      return part === firstProse ? [{ part: 'explanation', heading: null }] : [];
    return [{ part: part.part, heading: part.heading ?? null }];
  });
}

function titleOf(pattern: string, concept: Concept): string {
  return pattern
    .replace('{concept}', concept.title)
    .replace('{exercise}', concept.exercise.title)
    .replace('{pitfall}', concept.pitfalls[0].title)
    .replaceAll('`', '');
}

function proseOf(concept: Concept, part: TemplatePart): string {
  const heading = part.heading ? `### ${part.heading}\n\n` : '';
  switch (part.part) {
    case 'explanation':
      return heading + { gist: () => gistOf(concept.short), short: () => concept.short, long: () => concept.depth }[part.depth]();
    case 'objectives':
      return heading + concept.objectives.map((objective) => `- ${objective}`).join('\n');
    case 'rules':
      return heading + concept.pitfalls.map(({ title, why }) => `- **${title}.** ${firstSentence(why)}`).join('\n');
    case 'task':
      return heading + concept.exercise.task;
    default:
      return '';
  }
}

/** Up to the first full stop that ends a sentence; a reason that is code is left out. */
function firstSentence(text: string): string {
  const [paragraph] = text.split('\n\n');
  const sentence = /^.*?[.!?](?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph;
  return sentence.replace(/\s+/g, ' ');
}

function pickExample(examples: readonly Example[], rng: Rng): Example {
  return rng.pick(examples);
}

function examplesOf(
  concept: Concept,
  which: 'first' | 'rest' | 'all' | 'any' | 'shortest',
  choice: Rng,
  choose: ChooseExample,
): readonly Example[] {
  const { examples } = concept;
  switch (which) {
    case 'first':
      return examples.slice(0, 1);
    case 'rest':
      return examples.slice(1);
    case 'all':
      return examples;
    case 'any':
      return [choose(examples, choice)];
    case 'shortest':
      return [examples.reduce((short, example) => (example.code.length < short.code.length ? example : short))];
  }
}

function pitfallsOf({ pitfalls }: Concept, which: 'first' | 'rest' | 'all'): readonly Pitfall[] {
  return which === 'all' ? pitfalls : which === 'first' ? pitfalls.slice(0, 1) : pitfalls.slice(1);
}

/** The concept's questions, those that are asked for first. */
function inOrder({ questions }: Concept, which: 'easiest' | 'harder' | 'any', choice: Rng): readonly Question[] {
  if (which === 'easiest') return questions;
  if (which === 'any') return choice.shuffle(questions);
  return [...choice.shuffle(questions.slice(1)), questions[0]];
}

function toExample(concept: Concept, example: Example): CodeExample {
  const { title, intro, code, output, notice } = example;
  return { title, intro, language: concept.language, code: program(concept, code), output, notice };
}

function toPitfall(concept: Concept, { title, intro, wrong, right, why }: Pitfall): StepPitfall {
  return {
    title,
    intro,
    language: concept.language,
    wrong: { code: program(concept, wrong.code), output: wrong.output ?? wrong.error ?? '' },
    right: { code: program(concept, right.code), output: right.output ?? '' },
    why,
  };
}

function toCheckpoint({ prompt, choices, answer, also, why }: Question): Checkpoint {
  return { prompt, choices, answer, also, why };
}

function toExercise(concept: Concept): StepExercise {
  const { title, task, starter, solution } = concept.exercise;
  return { title, task, language: concept.language, starter, solution, ...exerciseFrame(concept) };
}

/** What a block runs as. Nothing is run of a Git transcript, so that it need not repeat how its repository came about. */
function program(concept: Concept, code: string): string {
  return concept.language === 'git' ? code : runnableCode(concept, code);
}

/** Shows the repository that all transcripts of a Git concept begin with, before the first of them; exercises make their own. */
function withRepository({ language, setup }: Concept, explains: boolean, step: Step): Step {
  if (language !== 'git' || setup === null) return step;
  const after = (text: string) => `${setup.text}\n\n\`\`\`git\n${setup.code}\`\`\`\n\n${text}`;
  const inFirst = <Block extends { readonly intro: string }>([first, ...others]: readonly Block[]): Block[] => [
    { ...first, intro: after(first.intro) },
    ...others,
  ];
  for (const { part } of step.layout) {
    if (part === 'explanation' && explains) return { ...step, explanation: after(step.explanation) };
    if (part === 'examples' && step.examples.length > 0) return { ...step, examples: inFirst(step.examples) };
    if (part === 'pitfalls' && step.pitfalls.length > 0) return { ...step, pitfalls: inFirst(step.pitfalls) };
  }
  return step;
}
