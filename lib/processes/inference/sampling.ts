import type { Rng } from '@/lib/core/rng';

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly repetitionPenalty: number;
}

/** Of the last vocabulary that was sampled from: a process has one, and one draw follows the other. */
let weights = new Float64Array();

/**
 * Draws the next token from logits. `seen` are the tokens of the text so far: the penalty divides their logits where positive
 * and multiplies them where negative (CTRL, Keskar et al. 2019). Among equals the smaller id wins.
 */
export function sampleToken(
  given: Float32Array,
  seen: ReadonlySet<number>,
  { temperature, topP, repetitionPenalty }: Sampling,
  rng: Rng,
): number {
  const logits = repetitionPenalty === 1 ? given : penalised(given, seen, repetitionPenalty);
  const best = likeliest(logits);
  if (temperature === 0) return best;
  const size = logits.length;
  if (weights.length !== size) weights = new Float64Array(size);
  const top = logits[best];
  let total = 0;
  for (let token = 0; token < size; token++) total += weights[token] = Math.exp((logits[token] - top) / temperature);
  if (topP === 1) return draw(size, (i) => i, weights, total, rng);
  const wanted = topP * total;
  const order = heaviest(weights, wanted, total, ((1 - topP) * total) / size);
  total = 0;
  let kept = 0;
  while (kept < order.length && total < wanted) total += weights[order[kept++]];
  return draw(Math.max(1, kept), (i) => order[i], weights, total, rng);
}

function penalised(logits: Float32Array, seen: ReadonlySet<number>, penalty: number): Float32Array {
  const changed = logits.slice();
  for (const token of seen) changed[token] = changed[token] > 0 ? changed[token] / penalty : changed[token] * penalty;
  return changed;
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let token = 1; token < logits.length; token++) if (logits[token] > logits[best]) best = token;
  return best;
}

/**
 * The heaviest tokens, in order, as many as weigh `wanted` together, and some more. Tokens lighter than `negligible`, all together,
 * do not reach what is left out anyway; mostly far fewer do, and sorting is what costs.
 */
function heaviest(weights: Float64Array, wanted: number, total: number, negligible: number): number[] {
  // In another order the same weights may sum up a little differently.
  const surely = wanted * (1 + 1e-9);
  for (let least = total / 100; ; least /= 10) {
    const last = least <= negligible;
    if (last) least = negligible;
    const order: number[] = [];
    let sum = 0;
    for (let token = 0; token < weights.length; token++) {
      if (weights[token] < least) continue;
      order.push(token);
      sum += weights[token];
    }
    if (last || sum >= surely) return order.sort((a, b) => weights[b] - weights[a] || a - b);
  }
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
  for (let i = 0; i < logits.length; i++) if (logits[i] > largest) largest = logits[i];
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i] - largest);
  return logits[token] - largest - Math.log(sum);
}
