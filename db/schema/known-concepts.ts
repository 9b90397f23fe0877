import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { knowledgeSources } from '@/lib/vocabulary/knowledge-sources';
import { createdAt } from './columns';
import { ownerId } from './users';

/** Concepts that a person knows, by the curriculum's ids. */
export const knownConcepts = pgTable(
  'known_concepts',
  {
    ownerId: ownerId(),
    conceptId: text('concept_id').notNull(),
    source: text('source', { enum: knowledgeSources }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.conceptId] })],
);
