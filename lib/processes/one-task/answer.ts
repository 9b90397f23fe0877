import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import { LoamError, toLoamError } from '@/lib/core/errors';

/** A program’s whole life: reads a task as JSON from standard input and writes its result, or what went wrong, as JSON to standard output. */
export async function answerTask<Schema extends z.ZodType>(
  schema: Schema,
  doTask: (task: z.output<Schema>) => Promise<unknown>,
): Promise<void> {
  const say = (answer: unknown): void => void process.stdout.write(JSON.stringify(answer));
  try {
    say({ result: await doTask(schema.parse(JSON.parse(await text(process.stdin)))) });
  } catch (error) {
    const { code, message, fields, extra } = toLoamError(error);
    if (!(error instanceof LoamError)) process.stderr.write(`${(error as Error).stack}\n`);
    say({ error: { code, message, fields, extra } });
  }
}
