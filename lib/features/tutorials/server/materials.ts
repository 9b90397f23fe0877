import type { Rng } from '@/lib/core/rng';
import { LoamError } from '@/lib/core/errors';
import type { Curriculum } from '@/lib/features/curriculum/server';
import type { OwnPassage } from '@/lib/features/documents/server';
import { preferenceScore } from '@/lib/ml/train/tabular';
import type { AcceptedOutline, Outline, OutlineStep, Step } from '../schemas';
import { composePassage, passageShape } from './compose-passage';
import { composeStep, type ChooseExample } from './compose-step';
import type { ActiveRanker } from './ranker/active-ranker';
import { exampleFeatures } from './ranker/features';
import type { PlannedStep } from './plan-steps';
import type { LoadedTemplate } from './templates';

/** What steps are written from. */
export interface Materials {
  readonly curriculum: Curriculum;
  readonly template: LoadedTemplate;
  readonly rng: Rng;
  /** Passages of the reader's own documents, by their ids. */
  readonly passages: ReadonlyMap<string, OwnPassage>;
  /** What people's ratings taught about examples of equal worth; undefined where nothing yet. */
  readonly ranker?: ActiveRanker;
  /** Steps that were written already, by concept and shape: planning asks for each of them again. */
  readonly written: Map<string, Step | null>;
}

/** A planned step, written; null where there is nothing for it. Its title is the outline's where that has one. */
export function writeStep(
  { curriculum, template, rng, written, passages, ranker }: Materials,
  {
    conceptId,
    passageId,
    shape,
    title,
  }: Pick<OutlineStep, 'conceptId' | 'shape'> & { readonly passageId?: string | null; readonly title?: string },
): Step | null {
  if (passageId) {
    const passage = passages.get(passageId);
    return passage && conceptId === null && shape === passageShape
      ? { ...composePassage(passage), ...(title === undefined ? {} : { title }) }
      : null;
  }
  const concept = conceptId === null ? undefined : curriculum.byId.get(conceptId);
  const known = template.shapes[shape] as LoadedTemplate['shapes'][string] | undefined;
  if (!concept || !known) return null;
  const key = `${concept.id} ${shape}`;
  if (!written.has(key)) written.set(key, composeStep(concept, known, { kind: shape, rng, chooseExample: ranker && chooseBy(ranker) }));
  const step = written.get(key) ?? null;
  return step && title !== undefined ? { ...step, title } : step;
}

/** The example that people's ratings speak for; chance decides between equals. */
function chooseBy(ranker: ActiveRanker): ChooseExample {
  return (examples, rng) => {
    const scored = rng.shuffle(examples).map((example) => ({ example, score: preferenceScore(ranker, exampleFeatures(example)) }));
    return scored.reduce((best, one) => (one.score > best.score ? one : best)).example;
  };
}

/** A step that was chosen, as it stands in an outline. */
export function outlineStep(materials: Materials, { conceptId, shape }: PlannedStep): OutlineStep {
  const { title, minutes } = writeStep(materials, { conceptId, shape })!;
  const opening = materials.template.shapes[shape].place === 'opening';
  return { conceptId, passageId: null, shape, title, minutes, opening };
}

/** A passage as it stands in an outline. */
export function outlinePassage(passage: OwnPassage): OutlineStep {
  const { title, minutes } = composePassage(passage);
  return { conceptId: null, passageId: passage.id, shape: passageShape, title, minutes, opening: false };
}

/**
 * The steps of an accepted outline, written in its order.
 * @throws LoamError `invalid_input` that names the first step that cannot be made
 */
export function writeOutline(materials: Materials, { steps }: Pick<AcceptedOutline, 'steps'>): Step[] {
  return steps.map((planned, index) => {
    const step = writeStep(materials, planned);
    if (step) return step;
    const message = `Step ${index + 1}, “${planned.title}”, cannot be made: there is no such concept or passage, or the template has no such shape. Leave it out.`;
    throw new LoamError('invalid_input', message, { fields: { [`outline.steps.${index}`]: message } });
  });
}

/** Title and direct prerequisites of the concepts that steps are made of, and of those prerequisites; what the reader knows is left out. */
export function conceptsOf({ curriculum }: Materials, steps: readonly OutlineStep[], known: ReadonlySet<string>): Outline['concepts'] {
  const ids = new Set(steps.flatMap(({ conceptId }) => conceptId ?? []));
  const shown = [...ids].flatMap((id) => [id, ...curriculum.byId.get(id)!.prerequisites]);
  return Object.fromEntries(
    [...new Set(shown)].map((id) => {
      const { title, prerequisites } = curriculum.byId.get(id)!;
      return [id, { title, prerequisites: prerequisites.filter((needed) => !known.has(needed)) }];
    }),
  );
}
