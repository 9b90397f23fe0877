import type { Ctx } from '@/db/ctx';
import { newSeed } from '@/lib/core/ids';
import { knownConcepts } from '@/lib/features/knowledge/server';
import type { Outline, Wish } from '../schemas';
import { draftOutline, findMaterial, gatherMaterials } from './draft-tutorial';
import { chooseTemplate } from './ranker/choose';

/** Plans a tutorial without making it, so that its steps can be changed first. Nothing is kept. */
export async function proposeOutline(ctx: Ctx, asked: Wish): Promise<Outline> {
  const [found, known] = await Promise.all([findMaterial(ctx, asked), knownConcepts(ctx)]);
  const wish = { ...asked, seed: asked.seed ?? newSeed() };
  const template = wish.template ?? (await chooseTemplate(wish, found, known));
  return draftOutline(await gatherMaterials({ ...wish, template }, found.passages), wish, found, known);
}
