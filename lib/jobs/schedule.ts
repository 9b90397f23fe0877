import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { onCallersDatabase, sendOptions } from './boss';
import type { JobDefinition } from './define';

export interface Schedule {
  readonly queue: string;
  /** Tells several schedules of one kind apart. */
  readonly key: string;
  /** Five fields: minute, hour, day, month, weekday. */
  readonly cron: string;
  readonly timezone: string;
  readonly input: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The next moments at which it is due. */
  readonly next: readonly Date[];
}

export interface ScheduleOptions<Input extends z.ZodType> {
  readonly cron: string;
  readonly input: z.input<Input>;
  /** An IANA name; UTC unless said. */
  readonly timezone?: string;
  /** Letters, digits, `-`, `_`, `.`, `/`; empty unless said. */
  readonly key?: string;
  /** Whether a moment that passed while nothing ran is made up for, once. */
  readonly catchUp?: boolean;
}

/**
 * Asks for a job again and again; a schedule of the same kind and key is replaced. The job starts within
 * 20 seconds of its minute. Throws where the expression or the timezone is none.
 */
export async function setSchedule<Input extends z.ZodType>(
  ctx: Ctx,
  definition: JobDefinition<Input>,
  { cron, input, timezone = 'UTC', key = '', catchUp = false }: ScheduleOptions<Input>,
): Promise<void> {
  const payload = (definition.input.parse(input) ?? null) as object | null;
  await onCallersDatabase(ctx.db, (boss) =>
    boss.schedule(definition.name, cron, payload, { ...sendOptions(definition), tz: timezone, key, missed: catchUp ? 'once' : 'skip' }),
  );
}

/** Ends a schedule; does nothing where there is none. */
export async function removeSchedule(ctx: Ctx, definition: JobDefinition, key = ''): Promise<void> {
  await onCallersDatabase(ctx.db, (boss) => boss.unschedule(definition.name, key));
}

/** All schedules, by queue and key. */
export async function listSchedules(ctx: Ctx): Promise<Schedule[]> {
  return onCallersDatabase(ctx.db, async (boss) => {
    const schedules = await boss.getSchedules();
    return schedules.map(({ name, key, cron, timezone, data, createdOn, updatedOn }) => ({
      queue: name,
      key,
      cron,
      timezone,
      input: data ?? null,
      createdAt: new Date(createdOn),
      updatedAt: new Date(updatedOn),
      next: boss.previewSchedule(cron, { tz: timezone, count: 3, from: ctx.clock.now() }),
    }));
  });
}
