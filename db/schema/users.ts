import { sql } from 'drizzle-orm';
import { pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { roles } from '@/lib/vocabulary/roles';
import { createdAt, id, moment } from './columns';

export const role = pgEnum('role', roles);

export const users = pgTable(
  'users',
  {
    id: id(),
    /** Unique without regard to case. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: role('role').notNull().default('learner'),
    passwordHash: text('password_hash'),
    disabledAt: moment('disabled_at'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('users_email_unique').on(sql`lower(${table.email})`)],
);

/** Columns that make rows belong to a person and vanish with that person. */
export const ownerId = () =>
  text('owner_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });
