import { readFile } from 'node:fs/promises';
import { LoamError } from '@/lib/core/errors';

/** Below this a text holds too little to learn from and to measure on. */
export const fewestCharacters = 2_000;

/**
 * A plain text from a file: UTF-8, line ends as LF, no white space at the ends of lines.
 * @throws LoamError `not_found` where the file is missing, `no_material` where it is empty, `unprocessable` where it is too
 * short or no text
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EISDIR' ? 'is a folder; name a text file in it' : `cannot be read (${cause.code}); check its path`;
    throw new LoamError('not_found', `The text ${file} ${why}.`, { cause });
  });
  if (bytes.includes(0)) throw new LoamError('unprocessable', `${file} is not a text: it holds zero bytes. Save it as plain UTF-8 text.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LoamError('unprocessable', `${file} is not UTF-8 text. Save it in that encoding.`, { cause });
  }
  text = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim();
  if (text === '') throw new LoamError('no_material', `${file} is empty. Give a file with text, such as a book.`);
  if (text.length < fewestCharacters) {
    throw new LoamError(
      'unprocessable',
      `${file} holds ${text.length} characters; a writer needs ${fewestCharacters} at the very least, and a book to learn something.`,
    );
  }
  return text;
}
