import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, moment } from './columns';
import { ownerId } from './users';

/** Many tutorials asked for at once; what became of each stands in `items`. */
export const tutorialBatches = pgTable(
  'tutorial_batches',
  {
    id: id(),
    ownerId: ownerId(),
    /** What holds for all of them. */
    input: jsonb('input').$type<unknown>().notNull(),
    /** In the order asked for: topic, state, and the slug or the reason. */
    items: jsonb('items').$type<unknown>().notNull(),
    jobId: text('job_id'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (table) => [index('tutorial_batches_owner').on(table.ownerId, table.createdAt)],
);
