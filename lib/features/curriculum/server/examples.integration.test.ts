import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, runProgram } from '@/lib/sandbox';
import { runnableCode } from '../schemas';
import { checkConcept } from './check-concept';
import { runnerOf } from '../grading/grade-exercise';
import { loadCurriculum } from './load-curriculum';
import { batchingRun } from './testing/batching-run';

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

  it.each([...new Set(runnable.map(({ language }) => language))])('agrees with the sandbox alone: %s', async (language) => {
    const concept = runnable.find((candidate) => candidate.language === language);
    for (const { code, output } of concept?.examples ?? []) {
      const alone = await runProgram({ language: runnerOf(language), code: runnableCode({ setup: concept?.setup ?? null }, code) });
      expect(alone).toMatchObject({ status: 'ok', stdout: output });
    }
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
