import { doublePrecision, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, updatedAt } from './columns';
import { tutorials } from './tutorials';
import { ownerId } from './users';

const tutorialId = () =>
  text('tutorial_id')
    .notNull()
    .references(() => tutorials.id, { onDelete: 'cascade' });

/** Where a person stopped in a tutorial. */
export const tutorialProgress = pgTable(
  'tutorial_progress',
  {
    ownerId: ownerId(),
    tutorialId: tutorialId(),
    stepId: text('step_id').notNull(),
    /** How much of the step lay above the window, from 0 to 1. */
    position: doublePrecision('position').notNull().default(0),
    /** When the last of its steps was read. */
    finishedAt: moment('finished_at'),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.tutorialId] }),
    index('tutorial_progress_owner').on(table.ownerId, table.updatedAt),
  ],
);

/** The steps that a person has read to their end. */
export const stepReadings = pgTable(
  'step_readings',
  {
    ownerId: ownerId(),
    tutorialId: tutorialId(),
    stepId: text('step_id').notNull(),
    conceptId: text('concept_id').notNull(),
    readAt: moment('read_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.tutorialId, table.stepId] }),
    index('step_readings_owner').on(table.ownerId, table.readAt),
  ],
);
