import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';

const passageSchema = z.object({
  source: z.string(),
  set: z.string(),
  licence: z.string(),
  title: z.string(),
  headings: z.array(z.string()),
  text: z.string(),
  words: z.int(),
});
/** A piece of documentation under its heading path. */
export type CorpusPassage = z.output<typeof passageSchema>;

const questionSchema = passageSchema.extend({ question: z.string(), answer: z.string() });
/** A question that a person wrote on a passage. */
export type CorpusQuestion = z.output<typeof questionSchema>;

export interface Corpora {
  readonly passages: readonly CorpusPassage[];
  readonly questions: readonly CorpusQuestion[];
}

/** Reads `<folder>/corpora/docs-1-permissive.jsonl.gz` and `docs-3-qa-general.jsonl.gz`. Throws LoamError where they are missing or damaged. */
export async function readCorpora(folder: string): Promise<Corpora> {
  const read = <T>(name: string, schema: z.ZodType<T>) => readLines(path.join(folder, 'corpora', `${name}.jsonl.gz`), schema);
  return { passages: await read('docs-1-permissive', passageSchema), questions: await read('docs-3-qa-general', questionSchema) };
}

/** The records of a file of JSON lines, compressed or not. Throws LoamError `not_found` or `unprocessable`. */
export async function readLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `The data ${file} cannot be read (${cause.code}).`, { cause });
  });
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line, at) => {
    if (line === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new LoamError('unprocessable', `${file}, line ${at + 1}, is not what was expected there.`, { cause });
    }
  });
}
