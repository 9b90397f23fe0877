import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { id, moment } from './columns';
import { tutorials } from './tutorials';
import { ownerId } from './users';

/** What people answered to checkpoint questions, each answer as it was given. */
export const checkpointAnswers = pgTable(
  'checkpoint_answers',
  {
    id: id(),
    ownerId: ownerId(),
    /** Where it was asked; null for the lesson of a concept. */
    tutorialId: text('tutorial_id').references(() => tutorials.id, { onDelete: 'set null' }),
    conceptId: text('concept_id').notNull(),
    /** Made from the concept and the question's text, so that the same question asked twice is one. */
    questionId: text('question_id').notNull(),
    answer: text('answer').notNull(),
    isRight: boolean('is_right').notNull(),
    answeredAt: moment('answered_at').notNull(),
  },
  (table) => [
    index('checkpoint_answers_owner').on(table.ownerId, table.answeredAt),
    index('checkpoint_answers_question').on(table.ownerId, table.questionId, table.answeredAt),
  ],
);
