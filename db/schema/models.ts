import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { modelKinds } from '@/lib/vocabulary/model-kinds';
import { modelStages } from '@/lib/vocabulary/run-states';
import { createdAt, id, moment, updatedAt } from './columns';
import { trainingKind } from './training-runs';
import { users } from './users';

export const modelKind = pgEnum('model_kind', modelKinds);
export const modelStage = pgEnum('model_stage', modelStages);

/** A name under which versions are trained. The model that came with Loam is its version 0 and has no row of its own. */
export const models = pgTable(
  'models',
  {
    name: text('name').primaryKey(),
    /** Whose it is; null for everybody's. */
    ownerId: text('owner_id').references(() => users.id, { onDelete: 'cascade' }),
    trainingKind: trainingKind('training_kind').notNull(),
    /** The number that the next version gets: numbers are never given twice. */
    nextNumber: integer('next_number').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [index('models_owner').on(table.ownerId)],
);

/** A version of a model that was trained or imported here. Its files lie in the data folder under `models/<name>/<version>`. */
export const modelVersions = pgTable(
  'model_versions',
  {
    id: id(),
    name: text('name')
      .notNull()
      .references(() => models.name, { onDelete: 'cascade' }),
    version: text('version').notNull(),
    number: integer('number').notNull(),
    kind: modelKind('kind').notNull(),
    stage: modelStage('stage').notNull().default('candidate'),
    /** The model that it was trained from, as name@version. */
    parent: text('parent'),
    /** The run that made it; null for an imported one. The run may be gone. */
    runId: text('run_id'),
    /** Where an imported one came from. */
    origin: text('origin'),
    dataSha256: text('data_sha256'),
    /** Over names and values of the weights. */
    sha256: text('sha256'),
    files: jsonb('files').$type<unknown>().notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    metrics: jsonb('metrics').$type<unknown>().notNull(),
    comparison: jsonb('comparison').$type<unknown>(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('model_versions_number').on(table.name, table.number),
    uniqueIndex('model_versions_run').on(table.runId),
    uniqueIndex('model_versions_active')
      .on(table.name)
      .where(sql`stage = 'active'`),
  ],
);

/** What was in use when: each row is a change. A version of null is the one that came with Loam, or none. */
export const modelPromotions = pgTable(
  'model_promotions',
  {
    id: id(),
    name: text('name')
      .notNull()
      .references(() => models.name, { onDelete: 'cascade' }),
    version: text('version'),
    previous: text('previous'),
    reason: text('reason').notNull(),
    comparison: jsonb('comparison').$type<unknown>(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [index('model_promotions_name').on(table.name, table.at)],
);

/** How a version answers: counts, and times in a histogram. */
export const modelAnswers = pgTable(
  'model_answers',
  {
    name: text('name').notNull(),
    version: text('version').notNull(),
    answers: integer('answers').notNull().default(0),
    errors: integer('errors').notNull().default(0),
    /** Answers by time; the limits stand in the code that counts. */
    buckets: jsonb('buckets').$type<number[]>().notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
);
