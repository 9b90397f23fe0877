import { requireSameLength } from './same-length';

type Numbers = ArrayLike<number>;

/** Root of the mean squared error, in the unit of the values; NaN for none. */
export function rmse(truth: Numbers, predicted: Numbers): number {
  return Math.sqrt(meanOver('rmse', truth, predicted, (difference) => difference * difference));
}

/** Mean absolute error, in the unit of the values; NaN for none. */
export function mae(truth: Numbers, predicted: Numbers): number {
  return meanOver('mae', truth, predicted, Math.abs);
}

/** Pearson's product-moment correlation; NaN where one side does not vary. */
export function pearson(x: Numbers, y: Numbers): number {
  requireSameLength('pearson', x, y);
  const n = x.length;
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += x[i] / n;
    meanY += y[i] / n;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [x[i] - meanX, y[i] - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : NaN;
}

/** Spearman's rank correlation, equal values sharing their mean rank; NaN where one side does not vary. */
export function spearman(x: Numbers, y: Numbers): number {
  requireSameLength('spearman', x, y);
  return pearson(averageRanks(x), averageRanks(y));
}

/** Ranks from 1, ascending; equal values share the mean of their ranks. */
export function averageRanks(values: Numbers): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    if (to === from) throw new RangeError('ranks need numbers, not NaN');
    for (let i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2;
  }
  return ranks;
}

function meanOver(name: string, truth: Numbers, predicted: Numbers, loss: (difference: number) => number): number {
  requireSameLength(name, truth, predicted);
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += loss(predicted[i] - truth[i]);
  return sum / truth.length;
}
