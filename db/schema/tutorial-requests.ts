import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, moment } from './columns';
import { type JobFailure, jobState } from './job-progress';
import { tutorials } from './tutorials';
import { ownerId } from './users';

/** Somebody's wish for a tutorial, from asking to the finished text. */
export const tutorialRequests = pgTable(
  'tutorial_requests',
  {
    id: id(),
    ownerId: ownerId(),
    input: jsonb('input').$type<unknown>().notNull(),
    state: jobState('state').notNull().default('queued'),
    tutorialId: text('tutorial_id').references(() => tutorials.id, { onDelete: 'set null' }),
    /** The steps as they are planned. */
    outline: jsonb('outline').$type<unknown>().notNull().default([]),
    /** The steps whose code has run, with their places, while the rest is being made. */
    ready: jsonb('ready').$type<unknown>().notNull().default([]),
    error: jsonb('error').$type<JobFailure>(),
    jobId: text('job_id'),
    /** Stage → milliseconds. */
    timings: jsonb('timings').$type<Record<string, number>>(),
    createdAt: createdAt(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (table) => [index('tutorial_requests_owner').on(table.ownerId, table.createdAt), index('tutorial_requests_job').on(table.jobId)],
);
