import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { id, moment } from './columns';

/** Who did what to whom. Rows outlive the people they name, so nothing is referenced. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    at: moment('at').notNull().defaultNow(),
    actorId: text('actor_id'),
    /** `<feature>.<verb>`, such as `users.disable`. */
    action: text('action').notNull(),
    subject: text('subject'),
    details: jsonb('details').$type<Record<string, unknown>>(),
  },
  (table) => [index('audit_log_at').on(table.at), index('audit_log_subject').on(table.subject)],
);
