import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { LoamError } from '@/lib/core/errors';

/** The records of a file with one on each line, JSON unless said otherwise, compressed or not. Throws LoamError `not_found` or `unprocessable`. */
export async function readLines<T>(file: string, schema: z.ZodType<T>, read: (line: string) => unknown = JSON.parse): Promise<T[]> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `The data ${file} cannot be read (${cause.code}).`, { cause });
  });
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line, at) => {
    if (line === '') return [];
    try {
      return [schema.parse(read(line))];
    } catch (cause) {
      throw new LoamError('unprocessable', `${file}, line ${at + 1}, is not what was expected there.`, { cause });
    }
  });
}
