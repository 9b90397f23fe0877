/** Named features with their values; a name that is missing has the value 0. */
export type NamedFeatures = Readonly<Record<string, number>>;

/** One judgement: `better` was preferred to `worse`. */
export interface Preference {
  readonly better: NamedFeatures;
  readonly worse: NamedFeatures;
}

export interface PairwiseModel {
  readonly weights: NamedFeatures;
}

export interface PairwiseOptions {
  /** Strength of the quadratic penalty, per preference; default 0.01. */
  readonly penalty?: number;
  /** Full passes over all preferences; default 300. */
  readonly iterations?: number;
}

/**
 * Pairwise logistic ranking (Bradley and Terry 1952 with features; Burges et al. 2005, one layer):
 * P(better ≻ worse) = σ(w · (better − worse)), fitted by full-batch AdaGrad on the penalised likelihood, which
 * is convex. There is no chance in it: equal preferences give equal weights.
 */
export function fitPairwiseLogistic(
  preferences: readonly Preference[],
  { penalty = 0.01, iterations = 300 }: PairwiseOptions = {},
): PairwiseModel {
  const names = [...new Set(preferences.flatMap(({ better, worse }) => [...Object.keys(better), ...Object.keys(worse)]))].sort();
  const place = new Map(names.map((name, index) => [name, index]));
  const rows = preferences.map(({ better, worse }) => difference(better, worse, place));
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length);
  const gradient = new Float64Array(names.length);
  for (let iteration = 0; iteration < iterations && rows.length > 0; iteration++) {
    for (let i = 0; i < weights.length; i++) gradient[i] = penalty * weights[i];
    for (const { places, values } of rows) {
      let margin = 0;
      for (let i = 0; i < places.length; i++) margin += weights[places[i]] * values[i];
      const push = -1 / (1 + Math.exp(margin)) / rows.length;
      for (let i = 0; i < places.length; i++) gradient[places[i]] += push * values[i];
    }
    for (let i = 0; i < weights.length; i++) {
      squares[i] += gradient[i] * gradient[i];
      if (squares[i] > 0) weights[i] -= (0.3 * gradient[i]) / Math.sqrt(squares[i]);
    }
  }
  return { weights: Object.fromEntries(names.map((name, index) => [name, weights[index]])) };
}

/** w · features: the higher, the more likely preferred. */
export function preferenceScore({ weights }: PairwiseModel, features: NamedFeatures): number {
  return Object.entries(features).reduce((sum, [name, value]) => sum + (weights[name] ?? 0) * value, 0);
}

/** Share of preferences that the model orders rightly; a tie counts half. NaN for none. */
export function pairwiseAccuracy(model: PairwiseModel, preferences: readonly Preference[]): number {
  const right = preferences.map(({ better, worse }) => {
    const margin = preferenceScore(model, better) - preferenceScore(model, worse);
    return margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
  });
  return right.reduce<number>((sum, one) => sum + one, 0) / right.length;
}

function difference(
  better: NamedFeatures,
  worse: NamedFeatures,
  place: ReadonlyMap<string, number>,
): { places: number[]; values: number[] } {
  const places: number[] = [];
  const values: number[] = [];
  for (const name of new Set([...Object.keys(better), ...Object.keys(worse)])) {
    const value = (better[name] ?? 0) - (worse[name] ?? 0);
    if (value === 0) continue;
    places.push(place.get(name) ?? 0);
    values.push(value);
  }
  return { places, values };
}
