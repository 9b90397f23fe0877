import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { newSeed } from '@/lib/core/ids';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { OwnPassage } from '@/lib/features/documents/server';
import { retrieveConcepts, retrievePassages, type Retrieved } from '@/lib/features/retrieval/server';
import type { TemplateId } from '@/lib/vocabulary/tutorial-templates';
import type { Outline, OutlineStep, Wish } from '../schemas';
import { conceptsOf, outlinePassage, outlineStep, writeStep, type Materials } from './materials';
import { activeRanker } from './ranker/active-ranker';
import { planSteps, type PlannedStep, type StepPlan } from './plan-steps';
import { loadTemplate } from './templates';

export const usualTemplate: TemplateId = 'walkthrough';
/** Where the curriculum has lessons too, own documents take at most this share of the time. */
const shareOfDocuments = 0.5;

export interface FoundMaterial extends Retrieved {
  /** Of the reader's own documents, the best first. */
  readonly passages: readonly OwnPassage[];
}

/**
 * What the curriculum and, where they are wanted, the reader's own documents have on a topic.
 * @throws LoamError `no_material` with the nearest topics where that is nothing
 */
export async function findMaterial(ctx: Ctx, { topic, documents }: Pick<Wish, 'topic' | 'documents'>): Promise<FoundMaterial> {
  const [concepts, passages] = await Promise.all([retrieveConcepts(topic), documents ? retrievePassages(ctx, topic) : []]);
  const found = { ...concepts, passages };
  if (found.concepts.length > 0 || passages.length > 0) return found;
  const titles = found.nearest.map(({ title }) => title);
  throw new LoamError(
    'no_material',
    `Loam has no lessons on “${topic}” yet, and it does not make things up. The nearest topics: ${titles.join(', ')}.`,
    { extra: { topic, nearest: found.nearest } },
  );
}

/** Curriculum, template, randomness and passages for a wish. */
export async function gatherMaterials(
  { template, seed }: Pick<Wish, 'template' | 'seed'>,
  passages: readonly OwnPassage[],
): Promise<Materials & { readonly seed: number }> {
  const [curriculum, chosen, ranker] = await Promise.all([loadCurriculum(), loadTemplate(template ?? usualTemplate), activeRanker()]);
  const used = seed ?? newSeed();
  return {
    curriculum,
    template: chosen,
    rng: createRng(used),
    written: new Map(),
    ranker,
    passages: new Map(passages.map((passage) => [passage.id, passage])),
    seed: used,
  };
}

/** Plans the steps for what was found. */
export function draftOutline(
  materials: Materials & { readonly seed: number },
  { topic, level, minutes }: Pick<Wish, 'topic' | 'level' | 'minutes'>,
  found: FoundMaterial,
  known: ReadonlySet<string>,
): Outline {
  const { curriculum, template, seed } = materials;
  const ranked = found.concepts.map((concept) => concept.id);
  const minutesOf = (step: PlannedStep): number | null => writeStep(materials, step)?.minutes ?? null;
  const own = choosePassages(found.passages, ranked.length === 0 ? minutes : minutes * shareOfDocuments);
  const left = Math.max(5, minutes - own.chosen.reduce((sum, step) => sum + step.minutes, 0));
  const plan: StepPlan =
    ranked.length === 0
      ? { steps: [], more: [], assumes: [] }
      : planSteps(ranked, { level, minutes: left, template, known, named: found.concepts[0].named }, curriculum.graph, minutesOf);
  const [planned, further] = [plan.steps, plan.more].map((list) => list.map((step): OutlineStep => outlineStep(materials, step)));
  // What somebody brought stands between what leads up to it and what closes the tutorial.
  const closing = planned.findIndex(({ shape }) => template.shapes[shape].place === 'closing');
  const steps = closing === -1 ? [...planned, ...own.chosen] : [...planned.slice(0, closing), ...own.chosen, ...planned.slice(closing)];
  const more = [...own.more, ...further];
  return {
    topic,
    level,
    minutes,
    template: template.id,
    seed,
    steps,
    more,
    found: [
      ...found.concepts.map(({ id, title }) => ({ id, title })),
      ...found.passages.map(({ id, documentTitle, heading }) => ({ id, title: `${documentTitle}: ${heading}` })),
    ],
    assumes: plan.assumes.map((id) => curriculum.byId.get(id)!.title),
    concepts: conceptsOf(materials, [...steps, ...more], known),
  };
}

/** The passages for which there is time, in the order of their documents; at least the best one. */
function choosePassages(found: readonly OwnPassage[], minutes: number): { chosen: OutlineStep[]; more: OutlineStep[] } {
  const steps = found.map(outlinePassage);
  let spent = 0;
  const fits = steps.map((step, index) => {
    const isIn = index === 0 || spent + step.minutes <= minutes;
    if (isIn) spent += step.minutes;
    return isIn;
  });
  return { chosen: steps.filter((_, index) => fits[index]), more: steps.filter((_, index) => !fits[index]) };
}
