import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/** Makes the tutorial of a request row. */
export const createTutorialJob = defineJob({
  name: 'tutorials.create',
  input: z.object({ requestId: z.string() }),
  concurrency: 2,
  expireSeconds: 600,
});
