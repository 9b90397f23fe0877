import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { SearchData, SearchDocument, SearchQuery } from '@/lib/features/retrieval/server';
import { readLines } from '../json-lines';
import type { Corpora, CorpusPassage, CorpusQuestion } from './corpora';
import { divide, isNaturalQuestion } from './held-out';

/** The sets by which the embedder is judged, and the development set by which settings are chosen. */
export interface EvaluationSets {
  readonly development: SearchData;
  readonly developmentStories: SearchData;
  /** Held-out documentation, asked in the questions that its authors wrote as headings. */
  readonly documentation: SearchData;
  /** Held-out stories, asked in questions that people wrote on them. */
  readonly stories: SearchData;
  /** Abstracts of aerodynamics from the 1960s: unlike anything in training. */
  readonly cranfield: SearchData;
}

/** Makes the sets from the corpora and `data/text/cranfield-*`. */
export async function makeEvaluationSets(corpora: Corpora, folder: string): Promise<EvaluationSets> {
  const { passages, questions } = divide(corpora);
  return {
    development: headingSearch(passages.development),
    developmentStories: storySearch(questions.development),
    documentation: headingSearch(passages.test),
    stories: storySearch(questions.test),
    cranfield: await readCranfield(path.join(folder, 'data', 'text')),
  };
}

/**
 * Passages asked for by the headings above them that are questions. These headings stand in no document, so that the
 * question is not found by itself; all other headings do.
 */
export function headingSearch(passages: readonly CorpusPassage[]): SearchData {
  const asked = new Map<string, { text: string; judgements: Map<string, number> }>();
  const documents = passages.map(({ source, title, headings, text }, at): SearchDocument => {
    const id = String(at);
    const question = headings.findLast(isNaturalQuestion);
    if (question) {
      const key = question.toLowerCase();
      const query = asked.get(key) ?? { text: question, judgements: new Map<string, number>() };
      asked.set(key, query);
      query.judgements.set(id, 1);
    }
    const shown = [title, ...headings].filter((heading) => !isNaturalQuestion(heading));
    return { id, title: shown.join('. ') || path.basename(source), text };
  });
  const queries = [...asked.values()].map(({ text, judgements }, at): SearchQuery => ({ id: String(at), text, judgements }));
  return { documents, queries };
}

function storySearch(questions: readonly CorpusQuestion[]): SearchData {
  const ids = new Map<string, string>();
  const documents: SearchDocument[] = [];
  const queries = questions.map(({ title, text, question }, at): SearchQuery => {
    const key = `${title}\n${text}`;
    const id = ids.get(key) ?? String(ids.size);
    if (!ids.has(key)) documents.push({ id, title, text });
    ids.set(key, id);
    return { id: String(at), text: question, judgements: new Map([[id, 1]]) };
  });
  return { documents, queries };
}

const cranfieldDocument = z.object({ id: z.string(), title: z.string(), text: z.string() });
const cranfieldQuery = z.object({ id: z.string(), text: z.string() });

/** Cleverdon's codes 1 (a complete answer) to 4 (of minimal interest) become grades 4 to 1; 5 is not relevant. */
async function readCranfield(folder: string): Promise<SearchData> {
  const file = (name: string) => path.join(folder, `cranfield-${name}.gz`);
  const documents = await readLines(file('corpus.jsonl'), cranfieldDocument);
  const asked = await readLines(file('queries.jsonl'), cranfieldQuery);
  const judged = new Map<string, Map<string, number>>();
  for (const [query, document, code] of await readTable(file('qrels.tsv'))) {
    const grade = Number(code) === 5 ? 0 : 5 - Math.max(1, Number(code));
    judged.set(query, (judged.get(query) ?? new Map<string, number>()).set(document, grade));
  }
  const queries = asked.map(({ id, text }): SearchQuery => ({ id, text, judgements: judged.get(id) ?? new Map<string, number>() }));
  return {
    // The abstracts begin with their titles.
    documents: documents.map(({ id, title, text }) => ({ id, title, text: text.startsWith(title) ? text.slice(title.length).trim() : text })),
    queries: queries.filter(({ judgements }) => [...judgements.values()].some((grade) => grade > 0)),
  };
}

async function readTable(file: string): Promise<string[][]> {
  const lines = await readLines(file, z.string(), (line) => line);
  return lines.slice(1).map((line) => line.split('\t'));
}

/** Writes a set as BEIR lays them out: corpus.jsonl, queries.jsonl, qrels.tsv. */
export async function writeSearchData(folder: string, { documents, queries }: SearchData): Promise<void> {
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'corpus.jsonl'), lines(documents.map(({ id, title, text }) => ({ _id: id, title, text }))));
  await writeFile(path.join(folder, 'queries.jsonl'), lines(queries.map(({ id, text }) => ({ _id: id, text }))));
  const judgements = queries.flatMap(({ id, judgements: own }) => [...own].map(([document, grade]) => `${id}\t${document}\t${grade}`));
  await writeFile(path.join(folder, 'qrels.tsv'), ['query-id\tcorpus-id\tscore', ...judgements, ''].join('\n'));
}
