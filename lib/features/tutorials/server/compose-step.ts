import type { Rng } from '@/lib/core/rng';
import { exerciseFrame, runnableCode, type Concept, type Example, type Pitfall, type Question } from '@/lib/features/curriculum';
import type { Checkpoint, CodeExample, Step, StepExercise, StepKind, StepPitfall } from '../schemas';
import { estimateMinutes } from './estimate-minutes';

/**
 * One step about a concept, before its code was run: outputs are those that the curriculum states.
 * The rng chooses among questions and examples of equal worth, so that two tutorials about neighbouring
 * topics do not ask the same things.
 */
export function composeStep(concept: Concept, kind: StepKind, rng: Rng): Step {
  const choice = rng.fork(`${concept.id} ${kind}`);
  const [first, ...others] = concept.examples;
  const [easiest, ...harder] = concept.questions;
  const parts = {
    recap: {
      title: `Before we begin: ${concept.title}`,
      objective: concept.objectives[0],
      explanation: concept.short,
      examples: [choice.pick(concept.examples)],
      pitfalls: [],
      question: choice.pick(concept.questions),
      exercise: null,
    },
    idea: {
      title: concept.title,
      objective: concept.objectives[0],
      explanation: concept.short,
      examples: [first],
      pitfalls: concept.pitfalls.slice(0, 1),
      question: easiest,
      exercise: null,
    },
    depth: {
      title: `${concept.title}: a closer look`,
      objective: concept.objectives[concept.objectives.length - 1],
      explanation: concept.depth,
      examples: others,
      pitfalls: concept.pitfalls.slice(1),
      question: choice.pick(harder),
      exercise: toExercise(concept),
    },
  }[kind];
  const step: Step = {
    id: `${concept.id}-${kind}`,
    conceptId: concept.id,
    kind,
    title: parts.title,
    objective: parts.objective,
    minutes: 0,
    explanation: withRepository(concept, parts.explanation),
    illustrations: concept.illustrations
      .filter(({ code }) => parts.explanation.includes(code.trimEnd()))
      .map(({ code, output }) => ({ language: concept.language, code: program(concept, code), output })),
    examples: parts.examples.map((example) => toExample(concept, example)),
    pitfalls: parts.pitfalls.map((pitfall) => toPitfall(concept, pitfall)),
    checkpoint: toCheckpoint(parts.question),
    exercise: parts.exercise,
    sources: [{ title: concept.title, where: `Loam's curriculum, ${concept.id}` }, ...concept.reading],
  };
  return { ...step, minutes: estimateMinutes(step) };
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

/** The explanation of a Git concept, after the repository that all its transcripts begin with. */
function withRepository({ language, setup }: Concept, explanation: string): string {
  if (language !== 'git' || setup === null) return explanation;
  return `${setup.text}\n\n\`\`\`git\n${setup.code}\`\`\`\n\n${explanation}`;
}
