type Tokens = ArrayLike<number | string>;

/** exp(−mean log-likelihood), log-likelihoods in nats; NaN for none. */
export function perplexity(logLikelihoods: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < logLikelihoods.length; i++) sum += logLikelihoods[i];
  return Math.exp(-sum / logLikelihoods.length);
}

/** Number of different n-grams over the number of n-grams in all texts together (Li et al. 2016); NaN where there is none. */
export function distinctN(texts: readonly Tokens[], n: number): number {
  const seen = new Set<string>();
  let total = 0;
  for (const tokens of texts) {
    const list = Array.from(tokens);
    for (let i = 0; i + n <= list.length; i++) {
      seen.add(list.slice(i, i + n).join('\u0000'));
      total++;
    }
  }
  return total === 0 ? NaN : seen.size / total;
}
