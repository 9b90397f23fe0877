import { createHash } from 'node:crypto';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { bootstrapMean, comparePaired, splitByGroup } from '@/lib/ml/eval';
import { fitPairwiseLogistic, pairwiseAccuracy, type NamedFeatures, type PairwiseModel, type Preference } from '@/lib/ml/train/tabular';
import type { TrainedRanker } from '../../schemas';

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

/**
 * Learns from ratings what serves. Preferences are pairs of one person's ratings with different stars; a
 * third of the people is held out, and accuracy on their pairs is compared with tossing a coin, and with the
 * model in use, by a bootstrap over people.
 *
 * @throws LoamError `unprocessable` where there are too few ratings to learn from
 */
export function trainRanker(
  rated: readonly Rated[],
  { seed, active }: { readonly seed: number; readonly active?: PairwiseModel },
): TrainedRanker & { readonly model: PairwiseModel } {
  const rng = createRng(seed);
  const raters = [...new Set(rated.map(({ rater }) => rater))].sort();
  const judgements = raters.flatMap((rater) => {
    const mine = rated.filter((one) => one.rater === rater);
    const pairs = mine.flatMap((left, index) =>
      mine.slice(index + 1).flatMap((right): Preference[] => {
        if (left.stars === right.stars) return [];
        const [better, worse] = left.stars > right.stars ? [left, right] : [right, left];
        return [{ better: better.features, worse: worse.features }];
      }),
    );
    return rng
      .shuffle(pairs)
      .slice(0, mostPairsEach)
      .map((preference) => ({ rater, preference }));
  });
  const judging = new Set(judgements.map(({ rater }) => rater)).size;
  if (judging < fewestRaters || judgements.length < fewestPairs)
    throw new LoamError(
      'unprocessable',
      `Insufficient data for training: ${judgements.length} pairs of different ratings by ${judging} people; ${fewestPairs} pairs by ${fewestRaters} people are needed. Rate more tutorials.`,
      { extra: { pairs: judgements.length, raters: judging } },
    );
  const parts = splitByGroup(judgements, ({ rater }) => rater, { train: 2, heldOut: 1 }, rng);
  const model = fitPairwiseLogistic(parts.train.map(({ preference }) => preference));
  const people = [...new Set(parts.heldOut.map(({ rater }) => rater))].sort();
  const accuracyOf = (one: PairwiseModel) =>
    people.map((rater) =>
      pairwiseAccuracy(
        one,
        parts.heldOut.flatMap((held) => (held.rater === rater ? [held.preference] : [])),
      ),
    );
  const accuracies = accuracyOf(model);
  const lift = bootstrapMean(
    accuracies.map((accuracy) => accuracy - 0.5),
    rng,
    { resamples: 2000 },
  );
  const against = active ? comparePaired(accuracies, accuracyOf(active), rng).verdict : null;
  return {
    model,
    version: createHash('sha256').update(JSON.stringify(model.weights)).digest('hex').slice(0, 12),
    promoted: lift.low > 0 && against !== 'worse',
    lift,
    againstActive: against,
    raters: judging,
    pairs: { train: parts.train.length, heldOut: parts.heldOut.length },
    strongest: Object.entries(model.weights)
      .sort(([, left], [, right]) => Math.abs(right) - Math.abs(left))
      .slice(0, 10)
      .map(([feature, weight]) => ({ feature, weight: Math.round(weight * 1000) / 1000 })),
  };
}
