import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, runProgram } from '@/lib/sandbox';
import { checkConcept } from './check-concept';
import { loadCurriculum } from './load-curriculum';
import { batchingRun } from './testing/batch-python';

const { concepts } = await loadCurriculum();
const runnable = concepts.filter(({ language }) => language !== 'git');
const run = batchingRun();

afterAll(closeSandbox);

describe('every concept runs as its file says', () => {
  it.each(runnable.map((concept) => [concept.id, concept] as const))('%s', async (_id, concept) => {
    expect(await checkConcept(concept, run)).toEqual([]);
  });
});

describe('checking a concept', () => {
  const [sample] = runnable;

  it('agrees when every block has an interpreter of its own', async () => {
    expect(await checkConcept(sample, runProgram)).toEqual([]);
  });

  it('notices each kind of damage', async () => {
    const [example] = sample.examples;
    const [pitfall] = sample.pitfalls;
    const damaged = {
      ...sample,
      examples: [{ ...example, output: `${example.output}more\n` }],
      pitfalls: [{ ...pitfall, right: { ...pitfall.right, code: 'raise ValueError("broken")\n' } }],
      questions: sample.questions.map((question) => ({ ...question, answer: question.code === null ? question.answer : 'D' })),
      exercise: { ...sample.exercise, solution: sample.exercise.starter, starter: sample.exercise.solution },
    };
    const faults = (await checkConcept(damaged, run)).join('\n');
    expect(faults).toContain(`example "${example.title}" printed`);
    expect(faults).toContain(`right block of "${pitfall.title}" ended with error`);
    expect(faults).toContain('question 1 says');
    expect(faults).toContain('the solution fails run 1');
    expect(faults).toContain('the starter already passes');
  });
});
