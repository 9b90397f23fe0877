import { counted } from '@/lib/features/models/server';
import { preferenceScore, type PairwiseModel } from '@/lib/ml/train/tabular';
import { templateIds, type TemplateId } from '@/lib/vocabulary/tutorial-templates';
import type { Wish } from '../../schemas';
import { draftOutline, gatherMaterials, usualTemplate, type FoundMaterial } from '../draft-tutorial';
import { writeOutline } from '../materials';
import { activeRanker } from './active-ranker';
import { featuresOf } from './features';

/** The template that serves best by what people rated; the usual one where nothing was learned yet. Ties go to the earlier one. */
export async function chooseTemplate(wish: Wish, found: FoundMaterial, known: ReadonlySet<string>): Promise<TemplateId> {
  const ranker = await activeRanker();
  if (!ranker || found.concepts.length === 0) return usualTemplate;
  const scores = await counted(
    () => Promise.resolve(ranker),
    undefined,
    () =>
      Promise.all(templateIds.map(async (template) => ({ template, score: await scoreOf(ranker, { ...wish, template }, found, known) }))),
  );
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).template;
}

async function scoreOf(
  ranker: PairwiseModel,
  wish: Wish & { template: TemplateId },
  found: FoundMaterial,
  known: ReadonlySet<string>,
): Promise<number> {
  const materials = await gatherMaterials(wish, found.passages);
  const outline = draftOutline(materials, wish, found, known);
  return preferenceScore(ranker, featuresOf({ ...wish, steps: writeOutline(materials, outline) }));
}
