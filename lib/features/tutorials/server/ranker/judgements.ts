import { setImmediate as nextTurn } from 'node:timers/promises';
import { asc, inArray } from 'drizzle-orm';
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

/** Tutorials that are read at once: others are answered between two reads. */
const tutorialsAtOnce = 10;

/** Everybody's ratings, with people as numbers: who they are matters to nobody who learns from them. */
export async function readRatings(ctx: Ctx): Promise<Rated[]> {
  const { tutorialId, ownerId, stars } = tutorialRatings;
  const ratings = await ctx.db.select({ tutorialId, ownerId, stars }).from(tutorialRatings).orderBy(asc(tutorialRatings.id));
  const people = new Map([...new Set(ratings.map((rating) => rating.ownerId))].sort().map((id, index) => [id, `person ${index + 1}`]));
  const known = await featuresOfAll(ctx, [...new Set(ratings.map((rating) => rating.tutorialId))]);
  return ratings.flatMap((rating) => {
    const features = known.get(rating.tutorialId);
    return features ? [{ rater: people.get(rating.ownerId)!, stars: rating.stars, features }] : [];
  });
}

/** What tutorials are judged by; each is read once, however many have rated it. */
async function featuresOfAll(ctx: Ctx, ids: readonly string[]): Promise<Map<string, NamedFeatures>> {
  const known = new Map<string, NamedFeatures>();
  for (let from = 0; from < ids.length; from += tutorialsAtOnce) {
    const some = await ctx.db
      .select()
      .from(tutorials)
      .where(inArray(tutorials.id, ids.slice(from, from + tutorialsAtOnce)));
    for (const { id, content, topic, level, minutes } of some) {
      const { template, steps } = tutorialContentSchema.parse(content);
      known.set(id, featuresOf({ topic, level, minutes, template, steps }));
    }
    await nextTurn();
  }
  return known;
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
