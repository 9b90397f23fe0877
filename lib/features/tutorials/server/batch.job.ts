import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/** Makes the tutorials of a batch one after the other. */
export const batchJob = defineJob({
  name: 'tutorials.batch',
  input: z.object({ batchId: z.string() }),
  expireSeconds: 7200,
});
