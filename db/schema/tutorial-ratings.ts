import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, id, updatedAt } from './columns';
import { tutorials } from './tutorials';
import { ownerId } from './users';

/** How well a tutorial served a person: one row for the two of them. */
export const tutorialRatings = pgTable(
  'tutorial_ratings',
  {
    id: id(),
    ownerId: ownerId(),
    tutorialId: text('tutorial_id')
      .notNull()
      .references(() => tutorials.id, { onDelete: 'cascade' }),
    /** From 1 to 5. */
    stars: integer('stars').notNull(),
    /** The reason, in the person's own words; may be empty. */
    why: text('why').notNull().default(''),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('tutorial_ratings_person_unique').on(table.tutorialId, table.ownerId),
    index('tutorial_ratings_owner').on(table.ownerId, table.createdAt),
  ],
);
