import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import { tracks } from '@/lib/vocabulary/tracks';
import type { Concept } from '../schemas';
import { conceptError, parseConcept, type ConceptProblem } from './parse-concept';
import { prerequisiteGraph, type PrerequisiteGraph } from './prerequisite-graph';
import { validateCurriculum, type ConceptFile } from './validate-curriculum';

export interface Curriculum {
  /** In prerequisite order. */
  readonly concepts: readonly Concept[];
  readonly byId: ReadonlyMap<string, Concept>;
  /** The file of each concept, relative to the project, with forward slashes. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** SHA-256 of each concept's file, in hex. */
  readonly hashOf: ReadonlyMap<string, string>;
  /** SHA-256 over all files' names and texts, in hex: equal hashes mean an equal curriculum. */
  readonly hash: string;
  readonly graph: PrerequisiteGraph;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads and checks every concept under a folder with one folder a track.
 *
 * @param folder an absolute path
 * @param shownAs how the folder is called in messages and in `fileOf`
 * @throws LoamError `unprocessable` that lists every problem of every file
 */
export async function readCurriculum(folder: string, shownAs = 'content/curriculum'): Promise<Curriculum> {
  const entries: (ConceptFile & { hash: string })[] = [];
  const problems: ConceptProblem[] = [];
  for (const track of tracks) {
    const names = await readdir(path.join(folder, track)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [];
      throw cause;
    });
    for (const name of names.filter((entry) => entry.endsWith('.md')).sort()) {
      const file = `${shownAs}/${track}/${name}`;
      const text = await readFile(path.join(folder, track, name), 'utf8');
      try {
        entries.push({ file, concept: parseConcept(text, file), hash: sha256(text) });
      } catch (error) {
        if (!(error instanceof LoamError)) throw error;
        problems.push(...(error.extra?.problems as ConceptProblem[]));
      }
    }
  }
  problems.push(...(problems.length === 0 ? validateCurriculum(entries) : []));
  if (problems.length > 0) throw conceptError(problems);
  const graph = prerequisiteGraph(entries.map(({ concept }) => concept));
  const byId = new Map(entries.map(({ concept }) => [concept.id, concept]));
  return {
    concepts: graph.order.flatMap((id) => byId.get(id) ?? []),
    byId,
    fileOf: new Map(entries.map(({ file, concept }) => [concept.id, file])),
    hashOf: new Map(entries.map(({ hash, concept }) => [concept.id, hash])),
    hash: sha256(entries.map(({ file, hash }) => `${file}\n${hash}\n`).join('')),
    graph,
  };
}

/** The project's own curriculum, read once per process. A failed reading is not kept. */
export function loadCurriculum(): Promise<Curriculum> {
  const cache = singleton('curriculum', (): { reading: Promise<Curriculum> | null } => ({ reading: null }));
  cache.reading ??= readCurriculum(projectPath('content', 'curriculum')).catch((error: unknown) => {
    cache.reading = null;
    throw error;
  });
  return cache.reading;
}
