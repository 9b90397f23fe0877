import { customType, text, timestamp } from 'drizzle-orm/pg-core';

/** The primary key of most tables: an identifier from lib/core/ids. */
export const id = () => text('id').primaryKey();

/** A moment in UTC, as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAt = () => moment('created_at').notNull().defaultNow();

export const updatedAt = () => moment('updated_at').notNull().defaultNow();

/** Raw bytes: a Uint8Array on both drivers. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
  toDriver: (value) => value,
});
