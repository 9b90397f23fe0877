import path from 'node:path';
import { z } from 'zod';
import { readLines } from '../json-lines';

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
