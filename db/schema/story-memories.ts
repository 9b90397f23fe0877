import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { trainingExamples } from './auto-training';
import { createdAt, id } from './columns';
import { genre } from './stories';
import { ownerId } from './users';

/** What a person wants to be remembered when they ask for the next story. */
export const storyMemories = pgTable(
  'story_memories',
  {
    id: id(),
    ownerId: ownerId(),
    /** What it was stored from; it goes with that. */
    exampleId: text('example_id').references(() => trainingExamples.id, { onDelete: 'cascade' }),
    prompt: text('prompt').notNull(),
    genre: genre('genre').notNull(),
    text: text('text').notNull(),
    /** People, place and foe, as plans have them. */
    given: jsonb('given').$type<unknown>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('story_memories_owner').on(table.ownerId, table.createdAt),
    uniqueIndex('story_memories_example').on(table.exampleId),
  ],
);
