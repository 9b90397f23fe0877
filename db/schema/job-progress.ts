import { boolean, doublePrecision, index, integer, jsonb, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { jobStates } from '@/lib/vocabulary/job-states';
import { createdAt, id, moment, updatedAt } from './columns';
import { users } from './users';

export const jobState = pgEnum('job_state', jobStates);

export interface JobLogLine {
  /** ISO time. */
  readonly at: string;
  readonly line: string;
}

export interface JobFailure {
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;
  /** What a defect said. For admins alone: it may quote anything. */
  readonly detail?: string;
}

/** The truth about a background job, as people see it; the queue behind it only carries the identifier. */
export const jobProgress = pgTable(
  'job_progress',
  {
    /** The queue's identifier of the job (a UUID). */
    id: id(),
    queue: text('queue').notNull(),
    ownerId: text('owner_id').references(() => users.id, { onDelete: 'cascade' }),
    state: jobState('state').notNull().default('queued'),
    /** From 0 to 1. */
    progress: doublePrecision('progress').notNull().default(0),
    message: text('message'),
    /** The last lines that the job wrote. */
    log: jsonb('log').$type<JobLogLine[]>().notNull().default([]),
    payload: jsonb('payload').$type<unknown>(),
    result: jsonb('result').$type<unknown>(),
    error: jsonb('error').$type<JobFailure>(),
    /** How often it was started. */
    attempt: integer('attempt').notNull().default(0),
    priority: integer('priority').notNull().default(0),
    /** Jobs of an exclusive kind exclude others with the same key. */
    key: text('key'),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    /** Goes up with every change, so that a stream of events can be resumed. */
    revision: integer('revision').notNull().default(0),
    createdAt: createdAt(),
    /** Not to be started before. */
    startAfter: moment('start_after'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('job_progress_owner').on(table.ownerId, table.createdAt),
    index('job_progress_queue').on(table.queue, table.createdAt),
    index('job_progress_state').on(table.state, table.createdAt),
  ],
);
