import { handleJob } from '@/lib/jobs/define';
import { pullNow } from './pull';
import { pullJob } from './pull.job';

export const pullHandler = handleJob(pullJob, (ctx, input, job) =>
  pullNow(ctx, input, (fraction, message) => job.progress(fraction, message)),
);
