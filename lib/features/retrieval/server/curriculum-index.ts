import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { createLog } from '@/lib/core/log';
import { projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import type { Concept } from '@/lib/features/curriculum';
import { loadCurriculum, type Curriculum } from '@/lib/features/curriculum/server';
import { buildBm25, type Bm25Index } from '@/lib/ml/text';
import { conceptDocument, conceptWindows } from './concept-texts';
import { keptVectors } from './curriculum-vectors';
import { openEmbedder, type Embedder } from './embedder';
import { terms } from './terms';

/** Goes up when what is indexed changes, so that a tutorial says by which index it was made. */
const recipe = 2;

export interface CurriculumIndex {
  readonly concepts: readonly Concept[];
  readonly bm25: Bm25Index;
  /** Stem → share of concepts that use it. */
  readonly usedBy: ReadonlyMap<string, number>;
  /** Per concept, the stems of its title and keywords, and those of all it says. */
  readonly names: readonly ReadonlySet<string>[];
  readonly prose: readonly ReadonlySet<string>[];
  /** The search by meaning; absent where there is no embedder. */
  readonly meaning?: MeaningIndex;
  /** Names the curriculum, the recipe and the embedder that it was made from. */
  readonly version: string;
}

export interface MeaningIndex {
  readonly embedder: Embedder;
  /** The vectors of each concept's windows. */
  readonly vectors: readonly (readonly Float32Array[])[];
  /** What people learn elsewhere. */
  readonly elsewhere: readonly Float32Array[];
}

interface Cache {
  words?: Promise<CurriculumIndex>;
  meaning?: Promise<CurriculumIndex>;
}

const log = createLog('retrieval');

/** The index over the curriculum, made once. Without a usable embedder it is one of words; an embedder that comes later is found. */
export async function curriculumIndex(): Promise<CurriculumIndex> {
  const cache = singleton('curriculum-index', (): Cache => ({}));
  cache.words ??= loadCurriculum()
    .then(indexWords)
    .catch((error: unknown) => {
      cache.words = undefined;
      throw error;
    });
  const words = await cache.words;
  cache.meaning ??= addMeaning(words, currentApp<Ctx>().settings.dataDir).catch((error: unknown) => {
    cache.meaning = undefined;
    throw error;
  });
  return cache.meaning.catch((error: unknown) => {
    if (!(error instanceof LoamError) || (error.code !== 'not_found' && error.code !== 'unprocessable')) throw error;
    if (error.code === 'unprocessable') log.warn({ err: error }, 'the embedder cannot be used; lessons are found by words alone');
    return words;
  });
}

/** The search by words alone. */
export function indexWords({ concepts, hash }: Pick<Curriculum, 'concepts' | 'hash'>): CurriculumIndex {
  const documents = concepts.map((concept) => terms(conceptDocument(concept)));
  const prose = documents.map((document) => new Set(document));
  const uses = new Map<string, number>();
  for (const used of prose) for (const term of used) uses.set(term, (uses.get(term) ?? 0) + 1);
  return {
    concepts,
    bm25: buildBm25(documents),
    usedBy: new Map([...uses].map(([term, count]) => [term, count / concepts.length])),
    names: concepts.map(({ title, keywords }) => new Set(terms([title, ...keywords].join('. ')))),
    prose,
    version: createHash('sha256').update(`${recipe} ${hash}`).digest('hex').slice(0, 12),
  };
}

/** Adds the search by meaning to an index. Throws LoamError `not_found` where there is no embedder. */
export async function addMeaning(index: CurriculumIndex, dataDir: string): Promise<CurriculumIndex> {
  const embedder = await openEmbedder(dataDir);
  const { windows, elsewhere } = await indexedTexts(index.concepts);
  const artifacts = path.join(/* turbopackIgnore: true */ dataDir, 'artifacts');
  const vectors = await keptVectors([...windows.flat(), ...elsewhere], embedder, artifacts);
  let at = 0;
  return {
    ...index,
    meaning: {
      embedder,
      vectors: windows.map((own) => vectors.slice(at, (at += own.length))),
      elsewhere: vectors.slice(at),
    },
    version: `${index.version}+${embedder.version}`,
  };
}

/** What the embedder reads: the windows of each concept, and the lines of content/retrieval/elsewhere.yaml. */
export async function indexedTexts(concepts: readonly Concept[]): Promise<{ windows: string[][]; elsewhere: string[] }> {
  const lines: unknown = parseYaml(await readFile(projectPath('content', 'retrieval', 'elsewhere.yaml'), 'utf8'));
  return { windows: concepts.map(conceptWindows), elsewhere: z.array(z.string().min(1)).parse(lines) };
}
