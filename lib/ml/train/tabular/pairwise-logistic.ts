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

/** How far a fit has come: all that it takes to go on. Weights are in the order of the features' names. */
export interface PairwiseState {
  readonly iteration: number;
  readonly weights: readonly number[];
  readonly squares: readonly number[];
}

export interface PairwiseTrainer {
  /** One pass over all preferences; returns the mean loss before it, in nats, without the penalty. */
  step(): number;
  state(): PairwiseState;
  /** Goes on from a state of the same preferences. */
  restore(state: PairwiseState): void;
  model(): PairwiseModel;
}

/**
 * Pairwise logistic ranking (Bradley and Terry 1952 with features; Burges et al. 2005, one layer), pass by pass:
 * P(better ≻ worse) = σ(w · (better − worse)), fitted by full-batch AdaGrad on the penalised likelihood, which
 * is convex. There is no chance in it: equal preferences give equal weights.
 */
export function pairwiseTrainer(preferences: readonly Preference[], { penalty = 0.01 }: PairwiseOptions = {}): PairwiseTrainer {
  const names = [...new Set(preferences.flatMap(({ better, worse }) => [...Object.keys(better), ...Object.keys(worse)]))].sort();
  const place = new Map(names.map((name, index) => [name, index]));
  const rows = preferences.map(({ better, worse }) => difference(better, worse, place));
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length);
  const gradient = new Float64Array(names.length);
  let iteration = 0;
  return {
    step() {
      let loss = 0;
      for (let i = 0; i < weights.length; i++) gradient[i] = penalty * weights[i];
      for (const { places, values } of rows) {
        let margin = 0;
        for (let i = 0; i < places.length; i++) margin += weights[places[i]] * values[i];
        loss += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
        const push = -1 / (1 + Math.exp(margin)) / rows.length;
        for (let i = 0; i < places.length; i++) gradient[places[i]] += push * values[i];
      }
      for (let i = 0; i < weights.length; i++) {
        squares[i] += gradient[i] * gradient[i];
        if (squares[i] > 0) weights[i] -= (0.3 * gradient[i]) / Math.sqrt(squares[i]);
      }
      iteration++;
      return loss / Math.max(1, rows.length);
    },
    state: () => ({ iteration, weights: [...weights], squares: [...squares] }),
    restore(state) {
      iteration = state.iteration;
      weights.set(state.weights);
      squares.set(state.squares);
    },
    model: () => ({ weights: Object.fromEntries(names.map((name, index) => [name, weights[index]])) }),
  };
}

/** The same to its end. */
export function fitPairwiseLogistic(
  preferences: readonly Preference[],
  { iterations = 300, ...options }: PairwiseOptions = {},
): PairwiseModel {
  const trainer = pairwiseTrainer(preferences, options);
  for (let done = 0; done < iterations && preferences.length > 0; done++) trainer.step();
  return trainer.model();
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
