import { and, asc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { type Ctx, inTransaction } from '@/db/ctx';
import { jobSchedules } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { nextMoments, onCallersDatabase, sendOptions } from './boss';
import { whereSetUp } from './carry';
import type { JobDefinition } from './define';

type Row = typeof jobSchedules.$inferSelect;

export interface Schedule extends Row {
  /** The next three moments at which it is due. */
  readonly next: readonly Date[];
}

export interface ScheduleOptions<Input extends z.ZodType> {
  /** Five fields: minute, hour, day, month, weekday. */
  readonly cron: string;
  readonly input: z.input<Input>;
  /** An IANA name; UTC unless said. */
  readonly timezone?: string;
  /** Tells several schedules of one kind apart: letters, digits, `-`, `_`, `.`, `/`; empty unless said. */
  readonly key?: string;
  /** Whether a moment that passed while nothing ran is made up for, once; not unless said. */
  readonly catchUp?: boolean;
}

/**
 * Asks for a job again and again; a schedule of the same kind and key is replaced. The job starts within
 * 20 seconds of its minute. Throws `invalid_input` where expression or timezone is none.
 */
export async function setSchedule<Input extends z.ZodType>(
  ctx: Ctx,
  definition: JobDefinition<Input>,
  options: ScheduleOptions<Input>,
): Promise<void> {
  const { cron, timezone = 'UTC', key = '', catchUp = false } = options;
  const input: unknown = definition.input.parse(options.input) ?? null;
  const now = ctx.clock.now();
  try {
    nextMoments(cron, timezone, now);
  } catch (error) {
    throw new LoamError('invalid_input', 'This is no time that comes again: check the expression and the timezone.', {
      fields: { cron: (error as Error).message },
      cause: error,
    });
  }
  const row = { queue: definition.name, key, cron, timezone, input, catchUp, updatedAt: now };
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .insert(jobSchedules)
      .values({ ...row, createdAt: now })
      .onConflictDoUpdate({ target: [jobSchedules.queue, jobSchedules.key], set: row });
    await tellQueue(ctx, definition, row);
  });
}

/** Ends a schedule; does nothing where there is none. */
export async function removeSchedule(ctx: Ctx, definition: Pick<JobDefinition, 'name'>, key = ''): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.delete(jobSchedules).where(and(eq(jobSchedules.queue, definition.name), eq(jobSchedules.key, key)));
    await whereSetUp(ctx, (boss) => boss.unschedule(definition.name, key));
  });
}

/** All schedules, by queue and key. */
export async function listSchedules(ctx: Ctx): Promise<Schedule[]> {
  const rows = await ctx.db.select().from(jobSchedules).orderBy(asc(jobSchedules.queue), asc(jobSchedules.key));
  return rows.map((row) => ({ ...row, next: nextMoments(row.cron, row.timezone, ctx.clock.now()) }));
}

/** Makes the queue's own list of schedules agree with the rows, as far as this process knows the kinds. */
export async function agreeOnSchedules(ctx: Ctx, definitions: ReadonlyMap<string, JobDefinition>): Promise<void> {
  const rows = await ctx.db.select().from(jobSchedules);
  const known = await onCallersDatabase(ctx.db, (boss) => boss.getSchedules());
  for (const row of rows) {
    const definition = definitions.get(row.queue);
    const same = known.some(
      ({ name, key, cron, timezone, data, options }) =>
        name === row.queue &&
        key === row.key &&
        cron === row.cron &&
        timezone === row.timezone &&
        JSON.stringify(data ?? null) === JSON.stringify(row.input) &&
        options?.missed === missed(row.catchUp),
    );
    if (definition && !same) await tellQueue(ctx, definition, row);
  }
  for (const { name, key } of known) {
    if (!rows.some((row) => row.queue === name && row.key === key)) await removeSchedule(ctx, { name }, key);
  }
}

async function tellQueue(
  ctx: Ctx,
  definition: JobDefinition,
  row: Pick<Row, 'key' | 'cron' | 'timezone' | 'input' | 'catchUp'>,
): Promise<void> {
  const options = { ...sendOptions(definition), tz: row.timezone, key: row.key, missed: missed(row.catchUp) };
  await whereSetUp(ctx, (boss) => boss.schedule(definition.name, row.cron, row.input as object | null, options));
}

function missed(catchUp: boolean): 'once' | 'skip' {
  return catchUp ? 'once' : 'skip';
}
