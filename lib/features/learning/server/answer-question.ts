import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { checkpointAnswers } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import { isRightAnswer } from '@/lib/features/curriculum';
import type { Answered, answerInput } from '../schemas';
import { addCard } from './cards';
import { findQuestion } from './questions';

/**
 * Judges and keeps the caller's answer to a checkpoint question, and makes the question a review card.
 * @throws LoamError `not_found` where the tutorial or the lesson does not ask it
 */
export async function answerQuestion(ctx: Ctx, input: z.output<typeof answerInput>): Promise<Answered> {
  const ownerId = requireUserId(ctx);
  const { conceptId, questionId } = input;
  const { question, title, tutorialId } = await findQuestion(ctx, input);
  const isRight = isRightAnswer(input.answer, question.answer, question.also);
  await inTransaction(ctx, async (inner) => {
    await inner.db.insert(checkpointAnswers).values({
      id: newId(),
      ownerId,
      tutorialId,
      conceptId,
      questionId,
      answer: input.answer,
      isRight,
      answeredAt: inner.clock.now(),
    });
    const { prompt, choices, answer, why } = question;
    await addCard(inner, ownerId, { kind: 'question', key: questionId, conceptId, content: { title, prompt, choices, answer, why } });
  });
  return { questionId, isRight, answer: question.answer, why: question.why };
}
