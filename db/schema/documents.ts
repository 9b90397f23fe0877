import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { documentFormats } from '@/lib/vocabulary/document-formats';
import { createdAt, id } from './columns';
import { ownerId } from './users';

/** Texts that people bring as material for their own tutorials. */
export const documents = pgTable(
  'documents',
  {
    id: id(),
    ownerId: ownerId(),
    title: text('title').notNull(),
    format: text('format', { enum: documentFormats }).notNull(),
    text: text('text').notNull(),
    /** Of the text in UTF-8. */
    bytes: integer('bytes').notNull(),
    /** Of the normalised text, as hex. */
    sha256: text('sha256').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('documents_text_unique').on(table.ownerId, table.sha256),
    index('documents_owner').on(table.ownerId, table.createdAt),
  ],
);

/** A document's pieces, cut at its headings: what is found and cited. */
export const documentPassages = pgTable(
  'document_passages',
  {
    id: id(),
    ownerId: ownerId(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    /** From 0, in the document's order. */
    position: integer('position').notNull(),
    /** The headings above it, the outermost first, joined by ` › `. */
    heading: text('heading').notNull(),
    text: text('text').notNull(),
  },
  (table) => [
    uniqueIndex('document_passages_position_unique').on(table.documentId, table.position),
    index('document_passages_owner').on(table.ownerId),
  ],
);
