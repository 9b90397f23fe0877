import { defineJob } from '@/lib/jobs/define';
import { pullInput } from '../schemas';

/** Pulls a model. What has arrived is kept, so that a further attempt goes on. */
export const pullJob = defineJob({
  name: 'models.pull',
  input: pullInput,
  exclusive: true,
  retryLimit: 5,
  retryDelaySeconds: 10,
  expireSeconds: 24 * 3600,
});
