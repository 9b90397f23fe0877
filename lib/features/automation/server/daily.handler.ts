import { eq } from 'drizzle-orm';
import { autoTrainingSchedules, users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { handleJob } from '@/lib/jobs/define';
import { removeSchedule } from '@/lib/jobs/schedule';
import { autoTrainInput } from '../schemas';
import { dailyCollectionJob } from './daily.job';
import { knownGenres } from './presets';
import { startFor } from './start-auto-training';

/** Starts a person's collection of the day, for as many minutes as they have set. Who was deleted has no day any more. */
export const dailyCollectionHandler = handleJob(dailyCollectionJob, async (ctx, { scheduleId }) => {
  const [row] = await ctx.db
    .select({ schedule: autoTrainingSchedules, person: { id: users.id, name: users.name, role: users.role, disabledAt: users.disabledAt } })
    .from(autoTrainingSchedules)
    .innerJoin(users, eq(users.id, autoTrainingSchedules.ownerId))
    .where(eq(autoTrainingSchedules.id, scheduleId));
  if (!row) {
    await removeSchedule(ctx, dailyCollectionJob, scheduleId);
    return { started: null };
  }
  const { schedule, person } = row;
  if (person.disabledAt) return { started: null };
  const asOwner = { ...ctx, actor: { kind: 'user', userId: person.id, role: person.role } as const };
  try {
    const input = autoTrainInput.parse({
      num_examples: schedule.numExamples,
      genres: knownGenres(schedule.genres),
      store_in_memory: schedule.storeInMemory,
      budget_minutes: schedule.budgetMinutes,
    });
    const { batch_id } = await startFor(asOwner, person, input);
    return { started: batch_id };
  } catch (error) {
    // One that was begun by hand goes on; tomorrow is another day.
    if (error instanceof LoamError && error.code === 'conflict') return { started: null };
    throw error;
  }
});
