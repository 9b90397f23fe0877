import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, moment } from './columns';
import { ownerId } from './users';

/** Code that was handed in for the exercise of a concept, and how each of its tests went. */
export const exerciseAttempts = pgTable(
  'exercise_attempts',
  {
    id: id(),
    ownerId: ownerId(),
    conceptId: text('concept_id').notNull(),
    code: text('code').notNull(),
    passed: boolean('passed').notNull(),
    casesPassed: integer('cases_passed').notNull(),
    casesTotal: integer('cases_total').notNull(),
    /** What the person was shown of each case. */
    cases: jsonb('cases').$type<unknown>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('exercise_attempts_concept').on(table.ownerId, table.conceptId, table.createdAt),
    index('exercise_attempts_owner').on(table.ownerId, table.createdAt),
  ],
);

/** Who looked at the reference solution of which exercise, and after how many attempts. */
export const solutionViews = pgTable(
  'solution_views',
  {
    ownerId: ownerId(),
    conceptId: text('concept_id').notNull(),
    attemptsBefore: integer('attempts_before').notNull(),
    seenAt: moment('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.conceptId] })],
);
