import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { tutorialRatings, tutorials } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { splitByGroup } from '@/lib/ml/eval';
import type { NamedFeatures, Preference } from '@/lib/ml/train/tabular';
import { tutorialContentSchema } from '../../schemas';
import { featuresOf } from './features';

/** One person's stars for one tutorial. */
export interface Rated {
  readonly rater: string;
  readonly stars: number;
  readonly features: NamedFeatures;
}

export const fewestRaters = 5;
export const fewestPairs = 40;
/** So that nobody's taste counts more than that of ten others. */
const mostPairsEach = 300;

/** Everybody's ratings, with people as numbers: who they are matters to nobody who learns from them. */
export async function readRatings(ctx: Ctx): Promise<Rated[]> {
  const rows = await ctx.db
    .select({ rating: tutorialRatings, tutorial: tutorials })
    .from(tutorialRatings)
    .innerJoin(tutorials, eq(tutorials.id, tutorialRatings.tutorialId))
    .orderBy(asc(tutorialRatings.id));
  const people = new Map([...new Set(rows.map(({ rating }) => rating.ownerId))].sort().map((id, index) => [id, `person ${index + 1}`]));
  const known = new Map<string, NamedFeatures>();
  return rows.map(({ rating, tutorial }) => {
    if (!known.has(tutorial.id)) {
      const { template, steps } = tutorialContentSchema.parse(tutorial.content);
      const { topic, level, minutes } = tutorial;
      known.set(tutorial.id, featuresOf({ topic, level, minutes, template, steps }));
    }
    return { rater: people.get(rating.ownerId)!, stars: rating.stars, features: known.get(tutorial.id)! };
  });
}

export interface Judgements {
  readonly train: readonly Preference[];
  /** Of people none of whose judgements are learned from. */
  readonly heldOut: readonly { readonly rater: string; readonly preferences: readonly Preference[] }[];
}

/**
 * Preferences – pairs of one person's ratings with different stars – of which those of a third of the people are held out.
 * @throws LoamError `unprocessable` where there are too few ratings to learn from
 */
export function judgementsOf(rated: readonly Rated[], seed: number): Judgements & { readonly raters: number } {
  const rng = createRng(seed);
  const raters = [...new Set(rated.map(({ rater }) => rater))].sort();
  const judgements = raters.flatMap((rater) =>
    rng
      .shuffle(pairsOf(rated.filter((one) => one.rater === rater)))
      .slice(0, mostPairsEach)
      .map((preference) => ({ rater, preference })),
  );
  const judging = new Set(judgements.map(({ rater }) => rater)).size;
  if (judging < fewestRaters || judgements.length < fewestPairs)
    throw new LoamError(
      'unprocessable',
      `Insufficient data for training: ${judgements.length} pairs of different ratings by ${judging} people; ${fewestPairs} pairs by ${fewestRaters} people are needed. Rate more tutorials.`,
      { extra: { pairs: judgements.length, raters: judging } },
    );
  const parts = splitByGroup(judgements, ({ rater }) => rater, { train: 2, heldOut: 1 }, rng);
  const people = [...new Set(parts.heldOut.map(({ rater }) => rater))].sort();
  return {
    raters: judging,
    train: parts.train.map(({ preference }) => preference),
    heldOut: people.map((rater) => ({
      rater,
      preferences: parts.heldOut.flatMap((held) => (held.rater === rater ? [held.preference] : [])),
    })),
  };
}

function pairsOf(mine: readonly Rated[]): Preference[] {
  return mine.flatMap((left, index) =>
    mine.slice(index + 1).flatMap((right): Preference[] => {
      if (left.stars === right.stars) return [];
      const [better, worse] = left.stars > right.stars ? [left, right] : [right, left];
      return [{ better: better.features, worse: worse.features }];
    }),
  );
}
