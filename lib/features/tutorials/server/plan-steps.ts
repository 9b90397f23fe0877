import type { Level } from '@/lib/vocabulary/levels';
import type { PrerequisiteGraph } from '@/lib/features/curriculum/server';
import type { StepKind } from '../schemas';

export interface PlannedStep {
  readonly conceptId: string;
  readonly kind: StepKind;
}

export interface StepPlan {
  /** In reading order: each concept after its prerequisites. */
  readonly steps: readonly PlannedStep[];
  /** Prerequisites at any remove for which there was no time. */
  readonly assumes: readonly string[];
}

/** A tutorial that has the time for it has at least this many steps. */
const fewestSteps = 4;
/** Planned time may run over the wanted minutes by this share before a step is left out. */
const tolerance = 1.1;

/** How many concepts are recalled before the topic itself begins. */
const recaps: Record<Level, number> = { beginner: 4, intermediate: 3, advanced: 1 };

/**
 * Chooses what a tutorial covers. Steps are taken in the order of their worth to the topic – the best
 * concept whole, what it directly builds on, the next best concepts, further prerequisites, and where
 * the topic leads – while the time lasts; then they are put in prerequisite order.
 *
 * @param ranked ids of the concepts that the topic is about, the best first; not empty
 * @param minutesOf estimated minutes of a step
 */
export function planSteps(
  ranked: readonly string[],
  wanted: { readonly level: Level; readonly minutes: number },
  graph: PrerequisiteGraph,
  minutesOf: (step: PlannedStep) => number,
): StepPlan {
  const targets = new Set(ranked);
  const ancestors = nearestFirst(ranked[0], graph).filter((id) => !targets.has(id));
  const [near, far] = [ancestors.slice(0, recaps[wanted.level]), ancestors.slice(recaps[wanted.level])];
  const recap = (conceptId: string): PlannedStep => ({ conceptId, kind: 'recap' });
  const whole = (conceptId: string): PlannedStep[] => [
    { conceptId, kind: 'idea' },
    { conceptId, kind: 'depth' },
  ];
  const onward = ranked.flatMap((id) => graph.dependents(id)).filter((id) => !targets.has(id) && !ancestors.includes(id));
  const candidates = [
    ...whole(ranked[0]),
    ...near.slice(0, 2).map(recap),
    ...ranked.slice(1).flatMap(whole),
    ...near.slice(2).map(recap),
    ...(wanted.level === 'beginner' ? far.map(recap) : []),
    ...[...new Set(onward)].flatMap((conceptId) => whole(conceptId)),
  ];

  const chosen: PlannedStep[] = [];
  let minutes = 0;
  for (const candidate of candidates) {
    const cost = minutesOf(candidate);
    const fits = minutes + cost <= wanted.minutes * tolerance;
    const needsIdea = candidate.kind === 'depth' && !chosen.some((step) => step.conceptId === candidate.conceptId);
    if (chosen.length > 0 && (!fits || needsIdea)) continue;
    chosen.push(candidate);
    minutes += cost;
  }
  padToFewest(chosen, [...candidates, ...far.map(recap)], wanted.minutes);

  const place = new Map(graph.order.map((id, index) => [id, index]));
  const byReading = (left: PlannedStep, right: PlannedStep) =>
    place.get(left.conceptId)! - place.get(right.conceptId)! || kindOrder[left.kind] - kindOrder[right.kind];
  const covered = new Set(chosen.map((step) => step.conceptId));
  const needed = new Set([...covered].flatMap((id) => [...graph.closure(id)]));
  return { steps: chosen.sort(byReading), assumes: graph.order.filter((id) => needed.has(id) && !covered.has(id)) };
}

const kindOrder: Record<StepKind, number> = { recap: 0, idea: 1, depth: 2 };

/** With a quarter of an hour or more a tutorial is not cut below four steps: the shortest that are left come in. */
function padToFewest(chosen: PlannedStep[], candidates: readonly PlannedStep[], minutes: number): void {
  if (minutes < 15) return;
  for (const candidate of candidates) {
    if (chosen.length >= fewestSteps) return;
    const known = chosen.some((step) => step.conceptId === candidate.conceptId);
    const already = chosen.some((step) => step.conceptId === candidate.conceptId && step.kind === candidate.kind);
    if (!already && (candidate.kind !== 'depth' || known)) chosen.push(candidate);
  }
}

/** A concept's prerequisites, those at one remove first. */
function nearestFirst(conceptId: string, graph: PrerequisiteGraph): string[] {
  const seen = new Set<string>();
  let layer = [...graph.closure(conceptId)].filter((id) => graph.dependents(id).includes(conceptId));
  while (layer.length > 0) {
    layer.forEach((id) => seen.add(id));
    layer = [...graph.closure(conceptId)].filter((id) => !seen.has(id) && graph.dependents(id).some((dependent) => seen.has(dependent)));
  }
  return [...seen];
}
