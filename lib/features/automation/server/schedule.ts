import { eq } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { autoTrainingSchedules } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { listSchedules, removeSchedule, setSchedule } from '@/lib/jobs/schedule';
import type { Schedule, ScheduleInput, WhoseInput } from '../schemas';
import { dailyCollectionJob } from './daily.job';
import { knownGenres } from './presets';
import { whose } from './whose';

/** A person's daily collection, and when it is due next. */
export async function readSchedule(ctx: Ctx, { user_id }: WhoseInput): Promise<{ schedule: Schedule | null }> {
  const person = await whose(ctx, user_id);
  const [row] = await ctx.db.select().from(autoTrainingSchedules).where(eq(autoTrainingSchedules.ownerId, person.id));
  if (!row) return { schedule: null };
  const due = (await listSchedules(ctx)).find(({ queue, key }) => queue === dailyCollectionJob.name && key === row.id);
  return {
    schedule: {
      time: `${String(row.hour).padStart(2, '0')}:${String(row.minute).padStart(2, '0')}`,
      timezone: row.timezone,
      budget_minutes: row.budgetMinutes,
      genres: knownGenres(row.genres),
      num_examples: row.numExamples,
      store_in_memory: row.storeInMemory,
      next: (due?.next ?? []).map((moment) => moment.toISOString()),
    },
  };
}

/** Collects every day from now on. Throws `invalid_input` for a timezone that is none. */
export async function saveSchedule(ctx: Ctx, input: ScheduleInput): Promise<{ schedule: Schedule | null }> {
  const person = await whose(ctx, input.user_id, { create: true });
  const [hour, minute] = input.time.split(':').map(Number);
  const now = ctx.clock.now();
  const what = {
    hour,
    minute,
    timezone: input.timezone,
    budgetMinutes: input.budget_minutes,
    genres: input.genres,
    numExamples: input.num_examples,
    storeInMemory: input.store_in_memory,
    updatedAt: now,
  };
  await inTransaction(ctx, async (inner) => {
    const [row] = await inner.db
      .insert(autoTrainingSchedules)
      .values({ id: newId(), ownerId: person.id, ...what, createdAt: now })
      .onConflictDoUpdate({ target: autoTrainingSchedules.ownerId, set: what })
      .returning({ id: autoTrainingSchedules.id });
    const cron = `${minute} ${hour} * * *`;
    await setSchedule(inner, dailyCollectionJob, { cron, timezone: input.timezone, key: row.id, input: { scheduleId: row.id } });
  });
  return readSchedule(ctx, input);
}

export async function endSchedule(ctx: Ctx, { user_id }: WhoseInput): Promise<{ done: true }> {
  const person = await whose(ctx, user_id);
  await inTransaction(ctx, async (inner) => {
    const gone = await inner.db
      .delete(autoTrainingSchedules)
      .where(eq(autoTrainingSchedules.ownerId, person.id))
      .returning({ id: autoTrainingSchedules.id });
    for (const { id } of gone) await removeSchedule(inner, dailyCollectionJob, id);
  });
  return { done: true };
}
