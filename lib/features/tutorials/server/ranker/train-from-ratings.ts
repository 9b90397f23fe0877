import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { tutorialRatings, tutorials } from '@/db/schema';
import { tutorialContentSchema, type TrainedRanker } from '../../schemas';
import { activateRanker, activeRanker } from './active-ranker';
import { featuresOf } from './features';
import { trainRanker, type Rated } from './train-ranker';

/**
 * Trains the ranker on everybody's ratings, and puts it into use where it is better than chance, and not worse
 * than the one in use, on people whose ratings it has not seen.
 * @throws LoamError `unprocessable` where there are too few ratings
 */
export async function trainTutorialRanker(ctx: Ctx, { seed }: { readonly seed: number }): Promise<TrainedRanker> {
  const rows = await ctx.db
    .select({ rating: tutorialRatings, tutorial: tutorials })
    .from(tutorialRatings)
    .innerJoin(tutorials, eq(tutorials.id, tutorialRatings.tutorialId))
    .orderBy(asc(tutorialRatings.id));
  const known = new Map<string, Rated['features']>();
  const rated = rows.map(({ rating, tutorial }): Rated => {
    if (!known.has(tutorial.id)) {
      const { template, steps } = tutorialContentSchema.parse(tutorial.content);
      const { topic, level, minutes } = tutorial;
      known.set(tutorial.id, featuresOf({ topic, level, minutes, template, steps }));
    }
    return { rater: rating.ownerId, stars: rating.stars, features: known.get(tutorial.id)! };
  });
  const { model, ...trained } = trainRanker(rated, { seed, active: await activeRanker() });
  if (trained.promoted) await activateRanker({ version: trained.version, weights: model.weights }, { ...trained });
  return trained;
}
