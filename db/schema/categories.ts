import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from './columns';

export const categories = pgTable('categories', { id: id(), name: text('name').notNull(), slug: text('slug').notNull() }, (table) => [
  uniqueIndex('categories_slug_unique').on(table.slug),
]);
