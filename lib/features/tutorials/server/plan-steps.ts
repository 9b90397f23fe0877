import type { Level } from '@/lib/vocabulary/levels';
import type { PrerequisiteGraph } from '@/lib/features/curriculum/server';
import type { ConceptGroup, Template } from '../template-schemas';

export interface PlannedStep {
  readonly conceptId: string;
  /** The name of a shape of the template. */
  readonly shape: string;
}

export interface StepPlan {
  /** In reading order. */
  readonly steps: readonly PlannedStep[];
  /** What would come next if there were more time, the most useful first. */
  readonly more: readonly PlannedStep[];
  /** Prerequisites at any remove for which there was no time, and which the reader does not know. */
  readonly assumes: readonly string[];
}

export interface PlanWish {
  readonly level: Level;
  readonly minutes: number;
  readonly template: Pick<Template, 'arrange' | 'plan' | 'recalls' | 'shapes'>;
  /** Whether the topic says the name of the best concept: then what else was found is beside it, and not perhaps what was meant. */
  readonly named?: boolean;
  /** Concepts that the reader knows: they are not recalled, and neither is what only they need. */
  readonly known?: ReadonlySet<string>;
}

/** A tutorial that has the time for it has at least this many steps. */
const fewestSteps = 4;
/** Planned time may run over the wanted minutes by this share before a step is left out. */
const tolerance = 1.1;
const mostOffered = 30;

/**
 * Chooses what a tutorial covers. Steps are taken in the order of their worth to the topic, which the
 * template's plan gives, while the time lasts; then they are put in reading order.
 *
 * @param ranked ids of the concepts that the topic is about, the best first; not empty
 * @param minutesOf estimated minutes of a step; null where the concept has nothing for the shape
 */
export function planSteps(
  ranked: readonly string[],
  { level, minutes: wanted, template, named = false, known = new Set() }: PlanWish,
  graph: PrerequisiteGraph,
  minutesOf: (step: PlannedStep) => number | null,
): StepPlan {
  const groups = groupsOf(ranked, graph, known, template.recalls[level]);
  const ofPlan = (lines: Template['plan'], from = groups) => candidatesOf(from, lines).filter((candidate) => minutesOf(candidate) !== null);
  const candidates = ofPlan(
    template.plan.filter(({ levels, when }) => (levels === undefined || levels.includes(level)) && (when === undefined || named)),
  );
  const chosen: PlannedStep[] = [];
  const isTaken = ({ conceptId, shape }: PlannedStep) => chosen.some((step) => step.conceptId === conceptId && step.shape === shape);
  const isPrepared = ({ conceptId, shape }: PlannedStep) => {
    const { after } = template.shapes[shape];
    return after === undefined || isTaken({ conceptId, shape: after });
  };
  let minutes = 0;
  for (const candidate of candidates) {
    const cost = minutesOf(candidate) ?? 0;
    const fits = minutes + cost <= wanted * tolerance;
    if (chosen.length > 0 && (!fits || !isPrepared(candidate))) continue;
    chosen.push(candidate);
    minutes += cost;
  }
  // With a quarter of an hour or more a tutorial is not cut below four steps: the most useful that are left come in.
  if (wanted >= 15) {
    const recalled = { ...groups, needed: [...groups.needed, ...groups.further], further: [] };
    for (const candidate of [...candidates, ...ofPlan(template.plan, recalled)]) {
      if (chosen.length >= fewestSteps) break;
      if (!isTaken(candidate) && isPrepared(candidate)) chosen.push(candidate);
    }
  }
  const covered = new Set(chosen.map((step) => step.conceptId));
  const needed = new Set(graph.path([...covered], known));
  return {
    steps: inReadingOrder(chosen, template, graph, candidates),
    more: candidates.filter((candidate) => !isTaken(candidate)).slice(0, mostOffered),
    assumes: graph.order.filter((id) => needed.has(id) && !covered.has(id) && !known.has(id)),
  };
}

function groupsOf(
  ranked: readonly string[],
  graph: PrerequisiteGraph,
  known: ReadonlySet<string>,
  recalls: number,
): Record<ConceptGroup, readonly string[]> {
  const targets = new Set(ranked);
  const ancestors = nearestFirst(ranked[0], graph, known).filter((id) => !targets.has(id));
  const onward = ranked.flatMap((id) => graph.dependents(id)).filter((id) => !targets.has(id) && !ancestors.includes(id));
  return {
    best: ranked.slice(0, 1),
    others: ranked.slice(1),
    needed: ancestors.slice(0, recalls),
    further: ancestors.slice(recalls),
    onward: [...new Set(onward)],
  };
}

/** Lines of a plan written out, each step once. */
function candidatesOf(groups: Record<ConceptGroup, readonly string[]>, lines: Template['plan']): PlannedStep[] {
  const steps = lines.flatMap(({ take, shapes, most }) =>
    groups[take].slice(0, most).flatMap((conceptId) => shapes.map((shape): PlannedStep => ({ conceptId, shape }))),
  );
  const seen = new Set<string>();
  return steps.filter(({ conceptId, shape }) => {
    const key = `${conceptId} ${shape}`;
    return !seen.has(key) && seen.add(key);
  });
}

const places = ['opening', 'body', 'closing'] as const;

function inReadingOrder(
  chosen: readonly PlannedStep[],
  { arrange, shapes }: Pick<Template, 'arrange' | 'shapes'>,
  graph: PrerequisiteGraph,
  candidates: readonly PlannedStep[],
): PlannedStep[] {
  const names = Object.keys(shapes);
  const order = arrange === 'prerequisites' ? graph.order : [...candidates, ...chosen].map(({ conceptId }) => conceptId);
  const rank = ({ conceptId, shape }: PlannedStep) => [places.indexOf(shapes[shape].place), order.indexOf(conceptId), names.indexOf(shape)];
  return [...chosen].sort((left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}

/** A concept's prerequisites that the reader does not know, those at one remove first. */
function nearestFirst(conceptId: string, graph: PrerequisiteGraph, known: ReadonlySet<string>): string[] {
  const needed = graph.path([conceptId], known).filter((id) => id !== conceptId);
  const seen = new Set<string>();
  let layer = needed.filter((id) => graph.dependents(id).includes(conceptId));
  while (layer.length > 0) {
    layer.forEach((id) => seen.add(id));
    layer = needed.filter((id) => !seen.has(id) && graph.dependents(id).some((dependent) => seen.has(dependent)));
  }
  return [...seen];
}
