import { doublePrecision, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { cardKinds, cardStates, reviewRatings } from '@/lib/vocabulary/reviews';
import { createdAt, id, moment } from './columns';
import { ownerId } from './users';

/** Things to be asked again, each with its memory state (free spaced repetition scheduler, version 6). */
export const reviewCards = pgTable(
  'review_cards',
  {
    id: id(),
    ownerId: ownerId(),
    conceptId: text('concept_id').notNull(),
    kind: text('kind', { enum: cardKinds }).notNull(),
    /** The question's id, or the concept's: one card for each. */
    key: text('key').notNull(),
    /** Question and answer as they were when the card was made. */
    content: jsonb('content').$type<unknown>().notNull(),
    due: moment('due').notNull(),
    /** Days after which it is remembered with a probability of 90 %. */
    stability: doublePrecision('stability').notNull(),
    /** From 1 to 10. */
    difficulty: doublePrecision('difficulty').notNull(),
    scheduledDays: integer('scheduled_days').notNull(),
    learningSteps: integer('learning_steps').notNull(),
    reps: integer('reps').notNull(),
    lapses: integer('lapses').notNull(),
    state: text('state', { enum: cardStates }).notNull(),
    lastReview: moment('last_review'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('review_cards_key_unique').on(table.ownerId, table.kind, table.key),
    index('review_cards_due').on(table.ownerId, table.due),
  ],
);

/** Every review that was done: what a later fit of the scheduler's parameters starts from. */
export const reviewLog = pgTable(
  'review_log',
  {
    id: id(),
    ownerId: ownerId(),
    cardId: text('card_id')
      .notNull()
      .references(() => reviewCards.id, { onDelete: 'cascade' }),
    rating: text('rating', { enum: reviewRatings }).notNull(),
    state: text('state', { enum: cardStates }).notNull(),
    /** As they were before the review. */
    due: moment('due').notNull(),
    stability: doublePrecision('stability').notNull(),
    difficulty: doublePrecision('difficulty').notNull(),
    reviewedAt: moment('reviewed_at').notNull(),
  },
  (table) => [index('review_log_owner').on(table.ownerId, table.reviewedAt), index('review_log_card').on(table.cardId)],
);
