import { autoTrainHandler } from '@/lib/features/automation/server/auto-train.handler';
import { fineTuneHandler } from '@/lib/features/automation/server/fine-tune.handler';
import { dailyCollectionHandler } from '@/lib/features/automation/server/daily.handler';
import { pullHandler } from '@/lib/features/hub/server/pull.handler';
import { trainingRunHandler } from '@/lib/features/runs/server/training-run.handler';
import { pruneAuditHandler } from '@/lib/features/system/server/prune-audit.handler';
import { batchHandler } from '@/lib/features/tutorials/server/batch.handler';
import { createTutorialHandler } from '@/lib/features/tutorials/server/create-tutorial.handler';
import type { HandledJob } from '@/lib/jobs/define';

/** Every kind of job, with the code that does it. */
export const jobHandlers: readonly HandledJob[] = [
  createTutorialHandler,
  batchHandler,
  pruneAuditHandler,
  autoTrainHandler,
  dailyCollectionHandler,
  fineTuneHandler,
  pullHandler,
  trainingRunHandler,
];
