import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/** Tells the texts of a collection. */
export const autoTrainJob = defineJob({
  name: 'automation.collect',
  input: z.object({ batchId: z.string() }),
  expireSeconds: 6 * 3600,
});
