import { LoamError } from '@/lib/core/errors';
import type { Concept } from '../schemas';

/** What the graph needs of a concept. */
export type GraphConcept = Pick<Concept, 'id' | 'prerequisites'>;

export interface PrerequisiteGraph {
  /** All concepts in an order in which each comes after its prerequisites; ties in the order given. */
  readonly order: readonly string[];
  /**
   * What a reader must go through to understand the wanted concepts: the wanted ones and their
   * prerequisites at every remove, without what is known and what only the known ones need, each after
   * its prerequisites. Wanted concepts stay in, known or not.
   *
   * @throws LoamError `not_found` for an id that is no concept
   */
  path(wanted: readonly string[], known?: ReadonlySet<string>): string[];
  /** All prerequisites of a concept at every remove, itself left out. */
  closure(id: string): ReadonlySet<string>;
  /** The concepts that name this one as a direct prerequisite. */
  dependents(id: string): readonly string[];
}

/**
 * The graph of prerequisites of a sound curriculum (see validateCurriculum).
 *
 * @throws LoamError `unprocessable` where a prerequisite is unknown or the prerequisites run in a circle
 */
export function prerequisiteGraph(concepts: readonly GraphConcept[]): PrerequisiteGraph {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const get = (id: string): GraphConcept => {
    const concept = byId.get(id);
    if (concept === undefined) throw new LoamError('not_found', `There is no concept "${id}" in the curriculum.`);
    return concept;
  };
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): void => {
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open') throw new LoamError('unprocessable', `The prerequisites of "${id}" run in a circle.`);
    state.set(id, 'open');
    for (const needed of get(id).prerequisites) {
      if (!byId.has(needed)) throw new LoamError('unprocessable', `"${id}" needs "${needed}", which is no concept.`);
      visit(needed);
    }
    state.set(id, 'done');
    order.push(id);
  };
  concepts.forEach((concept) => visit(concept.id));

  const path = (wanted: readonly string[], known: ReadonlySet<string> = new Set()): string[] => {
    const needed = new Set<string>();
    const collect = (id: string): void => {
      if (needed.has(id)) return;
      needed.add(id);
      get(id)
        .prerequisites.filter((next) => !known.has(next))
        .forEach(collect);
    };
    wanted.forEach(collect);
    return order.filter((id) => needed.has(id));
  };
  return {
    order,
    path,
    closure: (id) => new Set(path([id]).filter((other) => other !== id)),
    dependents: (id) => concepts.filter((concept) => concept.prerequisites.includes(id)).map((concept) => concept.id),
  };
}
