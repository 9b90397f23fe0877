import { bigint, doublePrecision, index, integer, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { runPhases, runStates } from '@/lib/vocabulary/run-states';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';
import { createdAt, id, moment, updatedAt } from './columns';
import { ownerId, users } from './users';

export const runState = pgEnum('run_state', runStates);
export const runPhase = pgEnum('run_phase', runPhases);
export const trainingKind = pgEnum('training_kind', trainingKinds);
export const runOrder = pgEnum('run_order', ['pause', 'cancel']);

/** One training, from the wish to the verdict. What it works with lies in the data folder under `runs/<id>`. */
export const trainingRuns = pgTable(
  'training_runs',
  {
    id: id(),
    /** Who asked for it. */
    ownerId: ownerId(),
    /** Whose model it makes; null for everybody's. */
    modelOwnerId: text('model_owner_id').references(() => users.id, { onDelete: 'cascade' }),
    kind: trainingKind('kind').notNull(),
    /** The name that the model gets, such as writer. */
    model: text('model').notNull(),
    /** What people call the run. */
    title: text('title'),
    state: runState('state').notNull().default('queued'),
    phase: runPhase('phase'),
    config: jsonb('config').$type<unknown>().notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    /** The model that it starts from, as name@version. */
    parent: text('parent'),
    clonedFrom: text('cloned_from'),
    replayOf: text('replay_of'),
    /** What preparing found. */
    dataSha256: text('data_sha256'),
    counts: jsonb('counts').$type<unknown>(),
    estimate: jsonb('estimate').$type<unknown>(),
    /** From 0 to 1. */
    progress: doublePrecision('progress').notNull().default(0),
    step: integer('step').notNull().default(0),
    steps: integer('steps'),
    secondsLeft: doublePrecision('seconds_left'),
    log: jsonb('log').$type<unknown>().notNull().default([]),
    samples: jsonb('samples').$type<unknown>().notNull().default([]),
    /** What somebody told it to do; heard within a second. */
    order: runOrder('order'),
    /** The job in the queue that carries it. */
    jobId: text('job_id'),
    /** How often it was taken up. */
    attempt: integer('attempt').notNull().default(0),
    /** Defects in a row without a step forward. */
    failures: integer('failures').notNull().default(0),
    error: jsonb('error').$type<unknown>(),
    /** Of programs and machine, when it began. */
    versions: jsonb('versions').$type<unknown>(),
    cpuSeconds: doublePrecision('cpu_seconds').notNull().default(0),
    /** Over names and values of the weights. */
    sha256: text('sha256'),
    /** The version of the model that it made. */
    version: text('version'),
    /** Means with their intervals on the held-out rows. */
    metrics: jsonb('metrics').$type<unknown>(),
    comparison: jsonb('comparison').$type<unknown>(),
    /** For a replay: whether it gave the same. */
    replay: jsonb('replay').$type<unknown>(),
    /** Goes up with every change, so that a stream of events can be resumed. */
    revision: integer('revision').notNull().default(0),
    createdAt: createdAt(),
    queuedAt: moment('queued_at').notNull().defaultNow(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('training_runs_owner').on(table.ownerId, table.createdAt),
    index('training_runs_state').on(table.state, table.queuedAt),
    index('training_runs_model').on(table.model, table.createdAt),
  ],
);

/** Points of a run's curves, thinned. */
export const trainingPoints = pgTable(
  'training_points',
  {
    runId: text('run_id')
      .notNull()
      .references(() => trainingRuns.id, { onDelete: 'cascade' }),
    step: integer('step').notNull(),
    values: jsonb('values').$type<unknown>().notNull(),
    at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.step] })],
);
