import os from 'node:os';
import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/**
 * Takes a run as far as it goes. One training per two cores at a time: on fewer, each would take longer than both in turn.
 * A run whose process died goes on in the next one from its checkpoint, however often that happens; what fails by itself is
 * counted in the run's row.
 */
export const trainingRunJob = defineJob({
  name: 'training.run',
  input: z.object({ runId: z.string() }),
  concurrency: Math.max(1, Math.floor(os.cpus().length / 2)),
  retryLimit: 10_000,
  goesOn: true,
  retryDelaySeconds: 0,
  expireSeconds: 24 * 60 * 60,
});
