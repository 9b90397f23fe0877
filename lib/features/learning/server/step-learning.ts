import type { Ctx } from '@/db/ctx';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { knownConcepts } from '@/lib/features/knowledge/server';
import type { Step } from '@/lib/features/tutorials';
import type { StepLearning } from '../schemas';
import { latestAnswers } from './latest-answers';
import { questionId } from './questions';
import { readerExercises } from './reader-exercise';

/** By step id, what a step needs so that its reader can answer, hand in and mark, and what they did before. */
export async function stepLearning(ctx: Ctx, steps: readonly Step[]): Promise<ReadonlyMap<string, StepLearning>> {
  const { byId } = await loadCurriculum();
  const questionOf = new Map(
    steps.flatMap(({ id, conceptId, checkpoint }) => (checkpoint ? [[id, questionId(conceptId, checkpoint.prompt)]] : [])),
  );
  const [known, answers, exercises] = await Promise.all([
    knownConcepts(ctx),
    latestAnswers(ctx, [...questionOf.values()]),
    readerExercises(
      ctx,
      steps.flatMap(({ exercise, conceptId }) => (exercise ? [conceptId] : [])),
    ),
  ]);
  return new Map(
    steps.map(({ id, conceptId, exercise }): [string, StepLearning] => {
      const question = questionOf.get(id);
      const wasRight = question === undefined ? undefined : answers.get(question);
      const concept = byId.get(conceptId);
      return [
        id,
        {
          questionId: question,
          earlier: wasRight === undefined ? undefined : wasRight ? 'right' : 'wrong',
          exercise: exercise ? exercises.get(conceptId) : undefined,
          concept: concept && { title: concept.title, known: known.has(conceptId) },
        },
      ];
    }),
  );
}
