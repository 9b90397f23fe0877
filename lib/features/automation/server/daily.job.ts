import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/** Starts a person's collection of the day. */
export const dailyCollectionJob = defineJob({
  name: 'automation.daily',
  input: z.object({ scheduleId: z.string() }),
  expireSeconds: 300,
});
