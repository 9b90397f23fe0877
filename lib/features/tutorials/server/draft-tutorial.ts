import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { newSeed } from '@/lib/core/ids';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { knownConcepts } from '@/lib/features/knowledge/server';
import { retrieveConcepts, type Retrieved } from '@/lib/features/retrieval/server';
import type { TemplateId } from '@/lib/vocabulary/tutorial-templates';
import type { Outline, OutlineStep, Wish } from '../schemas';
import { conceptsOf, outlineStep, writeStep, type Materials } from './materials';
import { planSteps, type PlannedStep } from './plan-steps';
import { loadTemplate } from './templates';

const usualTemplate: TemplateId = 'walkthrough';

/**
 * What the curriculum has on a topic.
 * @throws LoamError `no_material` with the nearest topics where that is nothing
 */
export async function findMaterial(topic: string): Promise<Retrieved> {
  const found = await retrieveConcepts(topic);
  if (found.concepts.length > 0) return found;
  const titles = found.nearest.map(({ title }) => title);
  throw new LoamError(
    'no_material',
    `Loam has no lessons on “${topic}” yet, and it does not make things up. The nearest topics: ${titles.join(', ')}.`,
    { extra: { topic, nearest: found.nearest } },
  );
}

/** Curriculum, template and randomness for a wish. */
export async function gatherMaterials({ template, seed }: Pick<Wish, 'template' | 'seed'>): Promise<Materials & { readonly seed: number }> {
  const [curriculum, chosen] = await Promise.all([loadCurriculum(), loadTemplate(template ?? usualTemplate)]);
  const used = seed ?? newSeed();
  return { curriculum, template: chosen, rng: createRng(used), written: new Map(), seed: used };
}

/** Plans the steps for what was found. */
export function draftOutline(
  materials: Materials & { readonly seed: number },
  { topic, level, minutes }: Pick<Wish, 'topic' | 'level' | 'minutes'>,
  found: Retrieved,
  known: ReadonlySet<string>,
): Outline {
  const { curriculum, template, seed } = materials;
  const ranked = found.concepts.map((concept) => concept.id);
  const minutesOf = (step: PlannedStep): number | null => writeStep(materials, step)?.minutes ?? null;
  const plan = planSteps(ranked, { level, minutes, template, known }, curriculum.graph, minutesOf);
  const [steps, more] = [plan.steps, plan.more].map((list) => list.map((step): OutlineStep => outlineStep(materials, step)));
  return {
    topic,
    level,
    minutes,
    template: template.id,
    seed,
    steps,
    more,
    found: found.concepts.map(({ id, title }) => ({ id, title })),
    assumes: plan.assumes.map((id) => curriculum.byId.get(id)!.title),
    concepts: conceptsOf(materials, [...steps, ...more], known),
  };
}

/** Plans a tutorial without making it, so that its steps can be changed first. Nothing is kept. */
export async function proposeOutline(ctx: Ctx, wish: Wish): Promise<Outline> {
  const materials = await gatherMaterials(wish);
  return draftOutline(materials, wish, await findMaterial(wish.topic), await knownConcepts(ctx));
}
