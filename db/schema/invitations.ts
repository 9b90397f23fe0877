import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, id, moment } from './columns';
import { role, users } from './users';

/** A link by which somebody may make an account, once. Only its token's hash is kept; it ends with the admin who made it. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    inviterId: text('inviter_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: role('role').notNull(),
    /** The only address that may use it; anyone who holds the link where it is absent. */
    email: text('email'),
    note: text('note'),
    tokenHash: text('token_hash').notNull(),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    usedAt: moment('used_at'),
    usedById: text('used_by_id').references(() => users.id, { onDelete: 'set null' }),
  },
  (table) => [
    uniqueIndex('invitations_hash_unique').on(table.tokenHash),
    index('invitations_inviter').on(table.inviterId),
    index('invitations_used_by').on(table.usedById),
  ],
);
