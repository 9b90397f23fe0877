import { readFile } from 'node:fs/promises';
import { LoamError } from '@/lib/core/errors';

/** A text file that a command names. @throws LoamError `not_found`, `invalid_input` for what is not UTF-8 */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `${file} cannot be read (${cause.code}).`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LoamError('invalid_input', `${file} is not text in UTF-8.`, { cause });
  }
}
