import { bigint, index, jsonb, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { genres } from '@/lib/vocabulary/genres';
import { storyModes, storyStyles } from '@/lib/vocabulary/stories';
import { createdAt, id } from './columns';
import { ownerId } from './users';

export const genre = pgEnum('genre', genres);
export const storyStyle = pgEnum('story_style', storyStyles);
export const storyMode = pgEnum('story_mode', storyModes);

/** Stories that people kept. */
export const stories = pgTable(
  'stories',
  {
    id: id(),
    ownerId: ownerId(),
    prompt: text('prompt').notNull(),
    genre: genre('genre').notNull(),
    style: storyStyle('style').notNull(),
    mode: storyMode('mode').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    text: text('text').notNull(),
    /** Each with its beat and its author. */
    sentences: jsonb('sentences').$type<unknown>().notNull(),
    plan: jsonb('plan').$type<unknown>().notNull(),
    /** The model that wrote; null where the composer told the whole story. */
    writerName: text('writer_name'),
    writerVersion: text('writer_version'),
    note: text('note'),
    createdAt: createdAt(),
  },
  (table) => [index('stories_owner').on(table.ownerId, table.createdAt)],
);
