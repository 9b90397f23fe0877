import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import { singleton } from '@/lib/core/singleton';
import { loadCurriculum, type Curriculum } from '@/lib/features/curriculum/server';
import { fitTfidf, loadTfidf, saveTfidf, type SparseRows, type TfidfVectorizer } from '@/lib/ml/text';
import { passagesOf, type Passage } from './passages';
import { terms } from './terms';

/** Goes up when passages, terms or options change, so that an index made the old way is not read. */
const recipe = 1;

export interface CurriculumIndex {
  readonly passages: readonly Passage[];
  readonly vectorizer: TfidfVectorizer;
  /** One row a passage. */
  readonly rows: SparseRows;
  /** Stem → its column. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Concept → the stems of its title and keywords. */
  readonly namesOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names the curriculum and the recipe that it was made from. */
  readonly version: string;
}

/** The index over the curriculum; its fitted vectorizer is kept in the data folder for the next start. */
export function curriculumIndex(): Promise<CurriculumIndex> {
  const cache = singleton('curriculum-index', (): { building: Promise<CurriculumIndex> | null } => ({ building: null }));
  cache.building ??= build().catch((error: unknown) => {
    cache.building = null;
    throw error;
  });
  return cache.building;
}

async function build(): Promise<CurriculumIndex> {
  return indexCurriculum(await loadCurriculum(), path.join(/* turbopackIgnore: true */ currentApp<Ctx>().settings.dataDir, 'artifacts'));
}

/** Fits, or reads from the folder of artifacts, the index of a curriculum. */
export async function indexCurriculum(curriculum: Curriculum, artifacts?: string): Promise<CurriculumIndex> {
  const passages = curriculum.concepts.flatMap(passagesOf);
  const texts = passages.map((passage) => terms(passage.text).join(' '));
  const version = createHash('sha256').update(`${recipe} ${curriculum.hash}`).digest('hex').slice(0, 12);
  const fit = () => fitTfidf(texts, { ngramRange: [1, 2], sublinearTf: true });
  const vectorizer = artifacts
    ? await keptVectorizer(path.join(/* turbopackIgnore: true */ artifacts, `curriculum-tfidf-${version}.json`), fit)
    : fit();
  return {
    passages,
    vectorizer,
    rows: vectorizer.transform(texts),
    columnOf: new Map(vectorizer.terms.map((term, column) => [term, column])),
    namesOf: new Map(curriculum.concepts.map(({ id, title, keywords }) => [id, new Set(terms([title, ...keywords].join('. ')))])),
    version,
  };
}

/** Reads the artifact, or fits it and leaves it for the next start. A damaged file is made anew. */
async function keptVectorizer(file: string, fit: () => TfidfVectorizer): Promise<TfidfVectorizer> {
  try {
    return loadTfidf(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    const vectorizer = fit();
    const unfinished = `${file}.${newId()}`;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, JSON.stringify(saveTfidf(vectorizer)));
    await rename(unfinished, file);
    return vectorizer;
  }
}
