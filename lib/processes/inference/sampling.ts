import type { Rng } from '@/lib/core/rng';

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly repetitionPenalty: number;
}

/**
 * Draws the next token from logits, which are changed. `seen` are the tokens of the text so far: the penalty divides their
 * logits where positive and multiplies them where negative (CTRL, Keskar et al. 2019). Among equals the smaller id wins.
 */
export function sampleToken(
  logits: Float32Array,
  seen: ReadonlySet<number>,
  { temperature, topP, repetitionPenalty }: Sampling,
  rng: Rng,
): number {
  if (repetitionPenalty !== 1)
    for (const token of seen) logits[token] = logits[token] > 0 ? logits[token] / repetitionPenalty : logits[token] * repetitionPenalty;
  let best = 0;
  for (let token = 1; token < logits.length; token++) if (logits[token] > logits[best]) best = token;
  if (temperature === 0) return best;
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - logits[best]) / temperature));
  let total = weights.reduce((sum, weight) => sum + weight, 0);
  if (topP === 1) return draw(weights.length, (i) => i, weights, total, rng);
  // Tokens below this, all together, do not reach what is left out anyway: no need to sort them.
  const negligible = ((1 - topP) * total) / weights.length;
  const order = Array.from(weights.keys()).filter((token) => weights[token] >= negligible);
  order.sort((a, b) => weights[b] - weights[a] || a - b);
  const wanted = topP * total;
  total = 0;
  let kept = 0;
  while (kept < order.length && total < wanted) total += weights[order[kept++]];
  return draw(Math.max(1, kept), (i) => order[i], weights, total, rng);
}

function draw(count: number, tokenAt: (i: number) => number, weights: Float64Array, total: number, rng: Rng): number {
  let left = rng.next() * total;
  for (let i = 0; i < count; i++) {
    left -= weights[tokenAt(i)];
    if (left < 0) return tokenAt(i);
  }
  return tokenAt(count - 1);
}

/** Natural logarithm of the probability that a row of logits gives to a token. */
export function logLikelihood(logits: Float32Array, token: number): number {
  let largest = -Infinity;
  for (const logit of logits) if (logit > largest) largest = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - largest);
  return logits[token] - largest - Math.log(sum);
}
