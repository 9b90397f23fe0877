import { answerTask } from '@/lib/processes/one-task/answer';
import { doFittingTask } from './do-task';
import { fittingTaskSchema } from './protocol';

/** Usage: quality-fitting.mjs with a task as JSON on standard input. */
await answerTask(fittingTaskSchema, doFittingTask);
