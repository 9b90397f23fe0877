import path from 'node:path';
import { levels } from '@/lib/vocabulary/levels';
import type { Concept } from '../schemas';
import type { ConceptProblem } from './parse-concept';

export interface ConceptFile {
  readonly file: string;
  readonly concept: Concept;
}

/** The prerequisites that lead from a concept back to itself, or null. */
function findCycle(start: string, byId: ReadonlyMap<string, Concept>): string[] | null {
  const walk = (id: string, trail: readonly string[], done: Set<string>): string[] | null => {
    for (const next of byId.get(id)?.prerequisites ?? []) {
      if (next === start) return [...trail, next];
      if (done.has(next)) continue;
      done.add(next);
      const cycle = walk(next, [...trail, next], done);
      if (cycle !== null) return cycle;
    }
    return null;
  };
  return walk(start, [start], new Set());
}

/**
 * What is wrong with a set of concepts that are each well formed: ids that repeat or differ from the file's
 * name, a track that differs from the folder, prerequisites that are unknown, repeated, circular, or harder
 * than the concept itself. An empty list means the curriculum is sound.
 */
export function validateCurriculum(files: readonly ConceptFile[]): ConceptProblem[] {
  const problems: ConceptProblem[] = [];
  const byId = new Map(files.map(({ concept }) => [concept.id, concept]));
  const owner = new Map<string, string>();
  for (const { file, concept } of files) {
    const report = (message: string): void => {
      problems.push({ file, line: 1, message });
    };
    const first = owner.get(concept.id);
    if (first !== undefined) report(`the id "${concept.id}" is already taken by ${first}: choose another`);
    else owner.set(concept.id, file);
    if (path.basename(file, '.md') !== concept.id) report(`name the file ${concept.id}.md, as its id`);
    if (path.basename(path.dirname(file)) !== concept.track) report(`move the file into the folder of its track, ${concept.track}`);
    if (new Set(concept.prerequisites).size !== concept.prerequisites.length) report('a prerequisite is listed twice: keep one');
    for (const id of concept.prerequisites) {
      const needed = byId.get(id);
      if (needed === undefined) report(`the prerequisite "${id}" does not exist: mend the id or write that concept`);
      else if (levels.indexOf(needed.level) > levels.indexOf(concept.level)) {
        report(`the prerequisite "${id}" is ${needed.level}, harder than this concept (${concept.level}): raise this level or drop it`);
      }
    }
    const cycle = findCycle(concept.id, byId);
    if (cycle !== null) report(`its prerequisites lead back to it (${cycle.join(' ← ')}): break the circle`);
  }
  return problems;
}
