import { bigint, boolean, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { levels } from '@/lib/vocabulary/levels';
import { tutorialStatuses } from '@/lib/vocabulary/tutorial-statuses';
import { categories } from './categories';
import { createdAt, id } from './columns';
import { ownerId } from './users';

export const level = pgEnum('level', levels);
export const tutorialStatus = pgEnum('tutorial_status', tutorialStatuses);

export const tutorials = pgTable(
  'tutorials',
  {
    id: id(),
    ownerId: ownerId(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    /** As it was asked for. */
    topic: text('topic').notNull(),
    level: level('level').notNull(),
    minutes: integer('minutes').notNull(),
    categoryId: text('category_id').references(() => categories.id, { onDelete: 'set null' }),
    /** Whether everybody who is signed in may read it, not its owner alone. */
    shared: boolean('shared').notNull().default(false),
    status: tutorialStatus('status').notNull().default('published'),
    content: jsonb('content').$type<unknown>().notNull(),
    /** What was done to make it, with timings. */
    stages: jsonb('stages').$type<unknown>().notNull().default([]),
    /** Of the content alone, so that equal requests can be compared. */
    contentHash: text('content_hash').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('tutorials_slug_unique').on(table.slug),
    index('tutorials_owner').on(table.ownerId, table.createdAt),
    index('tutorials_category').on(table.categoryId, table.createdAt),
    index('tutorials_created').on(table.createdAt),
  ],
);
