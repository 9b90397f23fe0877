import { z } from 'zod';
import { auditActionNames } from '@/lib/vocabulary/audit-actions';

const person = z.object({ id: z.string(), name: z.string(), email: z.string() });

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  action: z.enum(auditActionNames),
  actorId: z.string().nullable(),
  actor: person.nullable().describe('Who did it; null where the account is gone'),
  subject: z.string().nullable().describe('The id or name of what it was done to'),
  person: person.nullable().describe('Whom it was done to, where that is somebody whose account is there'),
  address: z.string().nullable().describe('The network address that asked; null for this machine itself'),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntryView = z.output<typeof auditEntrySchema>;

/** Forms send empty fields; they mean nothing. */
const absent = (value: unknown) => (value === '' ? undefined : value);

export const listAuditInput = z.object({
  actor: z.preprocess(absent, z.string().trim().max(200).optional()).describe('Who: an id or an e-mail address'),
  subject: z.preprocess(absent, z.string().trim().max(200).optional()).describe('Whom or what: an id, a name or an e-mail address'),
  action: z.preprocess(absent, z.enum(auditActionNames).optional()),
  from: z.preprocess(absent, z.union([z.iso.datetime(), z.iso.date()]).optional()).describe('Not before this time or day (UTC)'),
  to: z.preprocess(absent, z.union([z.iso.datetime(), z.iso.date()]).optional()).describe('Before this time, or up to this day (UTC)'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.preprocess(absent, z.string().max(100).optional()).describe('`next` of the page before'),
});

export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  next: z.string().nullable().describe('Give it as `after` to get the next page'),
});
