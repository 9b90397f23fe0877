import { text } from 'node:stream/consumers';
import { LoamError, toLoamError } from '@/lib/core/errors';
import { doTask } from './do-task';
import { taskSchema } from './protocol';

/** Usage: workbench.mjs with a task as JSON on standard input – its result, or what went wrong, as JSON on standard output. */
const say = (answer: unknown): void => void process.stdout.write(JSON.stringify(answer));

try {
  say({ result: await doTask(taskSchema.parse(JSON.parse(await text(process.stdin)))) });
} catch (error) {
  const { code, message, fields, extra } = toLoamError(error);
  if (!(error instanceof LoamError)) process.stderr.write(`${(error as Error).stack}\n`);
  say({ error: { code, message, fields, extra } });
}
