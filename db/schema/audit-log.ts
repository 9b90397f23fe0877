import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { auditActionNames } from '@/lib/vocabulary/audit-actions';
import { id, moment } from './columns';

/** Who did what to whom. Rows outlive the people they name, so nothing is referenced. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    at: moment('at').notNull().defaultNow(),
    actorId: text('actor_id'),
    action: text('action', { enum: auditActionNames }).notNull(),
    subject: text('subject'),
    /** The network address that asked; absent for this machine itself. */
    address: text('address'),
    details: jsonb('details').$type<Record<string, unknown>>(),
  },
  (table) => [
    index('audit_log_at').on(table.at, table.id),
    index('audit_log_actor').on(table.actorId, table.at),
    index('audit_log_subject').on(table.subject, table.at),
    index('audit_log_action').on(table.action, table.at),
  ],
);
