import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';

const documentSchema = z.object({ _id: z.coerce.string(), title: z.string().default(''), text: z.string() });
const querySchema = z.object({ _id: z.coerce.string(), text: z.string() });

export interface SearchDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface SearchQuery {
  readonly id: string;
  readonly text: string;
  /** Document → grade; above zero is relevant. */
  readonly judgements: ReadonlyMap<string, number>;
}

export interface SearchData {
  readonly documents: readonly SearchDocument[];
  /** Those with at least one relevant document; the others cannot be measured on. */
  readonly queries: readonly SearchQuery[];
}

/**
 * Reads a folder as BEIR lays them out (Thakur et al. 2021): corpus.jsonl with `_id`, `title`, `text`; queries.jsonl with `_id`, `text`;
 * qrels.tsv – or qrels/test.tsv – with a head line and query, document, grade.
 * @throws LoamError `not_found` for a missing file, `unprocessable` for a damaged or empty one
 */
export async function readSearchData(folder: string): Promise<SearchData> {
  const documents: SearchDocument[] = [];
  for await (const { line, where } of linesOf(path.join(folder, 'corpus.jsonl'))) {
    const { _id: id, title, text } = parseLine(documentSchema, line, where);
    documents.push({ id, title, text });
  }
  const judged = await readJudgements(folder, new Set(documents.map(({ id }) => id)));
  const queries: SearchQuery[] = [];
  for await (const { line, where } of linesOf(path.join(folder, 'queries.jsonl'))) {
    const { _id: id, text } = parseLine(querySchema, line, where);
    const judgements = judged.get(id);
    if (judgements && [...judgements.values()].some((grade) => grade > 0)) queries.push({ id, text, judgements });
  }
  if (queries.length === 0)
    throw new LoamError('unprocessable', `${folder} holds no query with a relevant document: compare the ids of the three files.`);
  return { documents, queries };
}

async function readJudgements(folder: string, known: ReadonlySet<string>): Promise<Map<string, Map<string, number>>> {
  const plain = path.join(folder, 'qrels.tsv');
  const file = await access(plain).then(
    () => plain,
    () => path.join(folder, 'qrels', 'test.tsv'),
  );
  const judged = new Map<string, Map<string, number>>();
  for await (const { line, where } of linesOf(file)) {
    const [query, document, grade] = line.split('\t').map((field) => field.trim());
    const number = Number(grade);
    if (Number.isNaN(number) && judged.size === 0) continue;
    if (document === undefined || grade === undefined || !Number.isFinite(number)) {
      throw new LoamError('unprocessable', `${where}: expected a query, a document and a grade, separated by tabs.`);
    }
    if (!known.has(document)) continue;
    const own = judged.get(query) ?? new Map<string, number>();
    judged.set(query, own.set(document, number));
  }
  return judged;
}

async function* linesOf(file: string): AsyncGenerator<{ line: string; where: string }> {
  await access(file).catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError(
      'not_found',
      `${file} cannot be read (${cause.code}). A data folder holds corpus.jsonl, queries.jsonl and qrels.tsv.`,
      { cause },
    );
  });
  let at = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    at++;
    if (line.trim() !== '') yield { line, where: `${file}, line ${at}` };
  }
}

function parseLine<T>(schema: z.ZodType<T>, line: string, where: string): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new LoamError('unprocessable', `${where}, is not an object with the fields that belong there.`, { cause });
  }
}
