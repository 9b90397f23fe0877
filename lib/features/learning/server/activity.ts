import { and, count, eq, gte, sql, type Column } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Ctx } from '@/db/ctx';
import { checkpointAnswers, exerciseAttempts, reviewCards, reviewLog, stepReadings } from '@/db/schema';
import type { ActivityDay, Overview } from '../schemas';

const dayMilliseconds = 86_400_000;
const daysBack = 28;
const daysAhead = 7;

/** Calendar days in UTC from an offset of days on, as `2026-11-21`. */
function calendar(now: Date, from: number, days: number): string[] {
  return Array.from({ length: days }, (_, index) => new Date(now.getTime() + (from + index) * dayMilliseconds).toISOString().slice(0, 10));
}

const dayOf = (moment: Column) => sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD')`;

/** Rows of a person by the day of a moment, from a day on. */
async function perDay(ctx: Ctx, table: PgTable, owner: Column, moment: Column, ownerId: string, since: Date): Promise<Map<string, number>> {
  const day = dayOf(moment);
  const rows = await ctx.db
    .select({ day, rows: count() })
    .from(table)
    .where(and(eq(owner, ownerId), gte(moment, since)))
    .groupBy(day);
  return new Map(rows.map((row) => [row.day, row.rows]));
}

/** What a person did on each of the last four weeks' days, the oldest first. */
export async function activityOf(ctx: Ctx, ownerId: string): Promise<ActivityDay[]> {
  const days = calendar(ctx.clock.now(), 1 - daysBack, daysBack);
  const since = new Date(`${days[0]}T00:00:00Z`);
  const [steps, answers, exercises, reviews] = await Promise.all([
    perDay(ctx, stepReadings, stepReadings.ownerId, stepReadings.readAt, ownerId, since),
    perDay(ctx, checkpointAnswers, checkpointAnswers.ownerId, checkpointAnswers.answeredAt, ownerId, since),
    perDay(ctx, exerciseAttempts, exerciseAttempts.ownerId, exerciseAttempts.createdAt, ownerId, since),
    perDay(ctx, reviewLog, reviewLog.ownerId, reviewLog.reviewedAt, ownerId, since),
  ]);
  return days.map((day) => ({
    day,
    steps: steps.get(day) ?? 0,
    answers: answers.get(day) ?? 0,
    exercises: exercises.get(day) ?? 0,
    reviews: reviews.get(day) ?? 0,
  }));
}

/** How many cards fall due on each of the coming days; what waits longer counts for today. */
export async function comingReviews(ctx: Ctx, ownerId: string): Promise<Overview['reviews']['coming']> {
  const days = calendar(ctx.clock.now(), 0, daysAhead);
  const day = sql<string>`greatest(${dayOf(reviewCards.due)}, ${days[0]})`;
  const rows = await ctx.db
    .select({ day, due: count() })
    .from(reviewCards)
    .where(eq(reviewCards.ownerId, ownerId))
    .groupBy(sql`1`);
  const due = new Map(rows.map((row) => [row.day, row.due]));
  return days.map((each) => ({ day: each, due: due.get(each) ?? 0 }));
}
