import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { candidatesSchema, countSchema, embedSchema, generateSchema, precisions, scoreSchema } from './protocol';

const about = {
  id: z.int(),
  role: z.string(),
  options: z.object({ folder: z.string(), precision: z.enum(precisions).optional(), threads: z.int().optional() }),
  deadline: z.number().optional(),
};

/** What a process asks of the one that owns the models. */
export const callSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embed'), ...about, input: embedSchema.shape.texts }),
  z.object({ kind: z.literal('count'), ...about, input: countSchema.shape.texts }),
  z.object({ kind: z.literal('score'), ...about, input: scoreSchema }),
  z.object({ kind: z.literal('generate'), ...about, input: generateSchema }),
  z.object({ kind: z.literal('candidates'), ...about, input: candidatesSchema }),
  z.object({ kind: z.literal('cancel'), id: z.int() }),
]);
export type Call = z.input<typeof callSchema>;

export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), id: z.int(), text: z.string() }),
  z.object({ kind: z.literal('value'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.int(), code: z.string(), message: z.string() }),
]);
export type Reply = z.output<typeof replySchema>;

/** Where the owner of a data folder's models listens; undefined where the path is longer than sockets may be. */
export function socketOf(dataDir: string): string | undefined {
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\loam-${createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16)}`;
  const file = path.join(path.resolve(dataDir), 'inference.sock');
  return Buffer.byteLength(file) <= 100 ? file : undefined;
}
