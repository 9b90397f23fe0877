import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/** Waits for a fine-tune's run, then has both models tell the same stories. */
export const fineTuneJob = defineJob({
  name: 'automation.fine-tune',
  input: z.object({ fineTuneId: z.string() }),
  expireSeconds: 24 * 3600,
  concurrency: 4,
});
