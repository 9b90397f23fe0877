import { boolean, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, updatedAt } from './columns';

/** What is to be done again and again. Workers see to it that the queue knows. */
export const jobSchedules = pgTable(
  'job_schedules',
  {
    queue: text('queue').notNull(),
    /** Tells several schedules of one kind apart. */
    key: text('key').notNull().default(''),
    /** Five fields: minute, hour, day, month, weekday. */
    cron: text('cron').notNull(),
    /** An IANA name. */
    timezone: text('timezone').notNull(),
    input: jsonb('input').$type<unknown>(),
    /** Whether a moment that passed while nothing ran is made up for, once. */
    catchUp: boolean('catch_up').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.key] })],
);
