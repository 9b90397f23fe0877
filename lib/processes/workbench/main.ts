import { answerTask } from '../one-task/answer';
import { doTask } from './do-task';
import { taskSchema } from './protocol';

/** Usage: workbench.mjs with a task as JSON on standard input. */
await answerTask(taskSchema, doTask);
