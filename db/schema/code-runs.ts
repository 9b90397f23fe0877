import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { runnerLanguages } from '@/lib/vocabulary/runners';
import { createdAt } from './columns';

/** Results of code that was run before, so that the same code is not run twice. */
export const codeRuns = pgTable('code_runs', {
  /** SHA-256 over code, language and the runtime's version, as hex. */
  hash: text('hash').primaryKey(),
  language: text('language', { enum: runnerLanguages }).notNull(),
  result: jsonb('result').$type<unknown>().notNull(),
  createdAt: createdAt(),
});
