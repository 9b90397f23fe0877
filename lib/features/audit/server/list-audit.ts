import { and, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { auditLog, users } from '@/db/schema';
import { readCursor, writeCursor } from '@/lib/core/page-cursor';
import type { auditPageSchema, listAuditInput } from '../schemas';

const dayMilliseconds = 24 * 3600 * 1000;

/** A page of the audit log. For admins alone: the contract says so. */
export async function listAudit(ctx: Ctx, input: z.output<typeof listAuditInput>): Promise<z.output<typeof auditPageSchema>> {
  const actors = alias(users, 'actors');
  const people = alias(users, 'people');
  const rows = await ctx.db
    .select({
      entry: auditLog,
      actor: { id: actors.id, name: actors.name, email: actors.email },
      person: { id: people.id, name: people.name, email: people.email },
    })
    .from(auditLog)
    .leftJoin(actors, eq(actors.id, auditLog.actorId))
    .leftJoin(people, eq(people.id, auditLog.subject))
    .where(
      and(
        input.actor === undefined ? undefined : names(ctx, auditLog.actorId, input.actor),
        input.subject === undefined ? undefined : names(ctx, auditLog.subject, input.subject),
        input.action && eq(auditLog.action, input.action),
        input.from ? gte(auditLog.at, new Date(input.from)) : undefined,
        input.to ? lt(auditLog.at, endOf(input.to)) : undefined,
        input.after ? isAfter(input.after) : undefined,
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(input.limit + 1);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ entry, actor, person }) => ({
      ...entry,
      at: entry.at.toISOString(),
      actor,
      person,
      details: entry.details ?? {},
    })),
    next: rows.length > input.limit && last ? writeCursor(last.entry) : null,
  };
}

/** Whether a column holds an id, or the id of the person with this address. */
function names(ctx: Ctx, column: PgColumn, idOrEmail: string): SQL | undefined {
  const byAddress = ctx.db
    .select({ id: users.id })
    .from(users)
    .where(eq(sql`lower(${users.email})`, idOrEmail.toLowerCase()));
  return or(eq(column, idOrEmail), inArray(column, byAddress));
}

/** A day ends where the next begins; a moment is itself. */
function endOf(to: string): Date {
  const moment = new Date(to);
  return /^\d{4}-\d\d-\d\d$/.test(to) ? new Date(moment.getTime() + dayMilliseconds) : moment;
}

function isAfter(cursor: string): SQL | undefined {
  const { at, id } = readCursor(cursor);
  return or(lt(auditLog.at, at), and(eq(auditLog.at, at), lt(auditLog.id, id)));
}
