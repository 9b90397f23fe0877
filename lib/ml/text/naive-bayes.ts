import { isNumberList, isStringList, openArtifact, requireField, type ArtifactHead } from './artifact';

const artifactKind = 'naive-bayes';
const artifactVersion = 1;

export interface NaiveBayesArtifact extends ArtifactHead<typeof artifactKind> {
  readonly classes: readonly string[];
  readonly terms: readonly string[];
  /** Per term and class, (terms, classes): ln p(term | class) − ln p(term), in hundredths of a nat. */
  readonly weights: readonly number[];
}

/** Tells which class a text's terms are typical of. */
export interface NaiveBayes {
  readonly classes: readonly string[];
  /** Mean evidence for every class in nats per known term, no prior: 0 for a text without known terms. (classes) */
  evidence(terms: readonly string[]): Float64Array;
  save(): NaiveBayesArtifact;
}

export interface NaiveBayesOptions {
  /** Terms in fewer texts are left out; default 3. */
  readonly minDf?: number;
  /** The terms that tell classes apart most (by mutual information) are kept; default 4000. */
  readonly maxTerms?: number;
  /** Added to every count; default 1. */
  readonly smoothing?: number;
}

/**
 * Multinomial naive Bayes over terms (McCallum and Nigam 1998), a term counted once per text, every class as likely as the next. A text
 * may belong to several classes and then counts in each.
 * @throws RangeError for a class that no text belongs to
 */
export function fitNaiveBayes(
  texts: readonly { readonly terms: readonly string[]; readonly classes: readonly string[] }[],
  classes: readonly string[],
  { minDf = 3, maxTerms = 4000, smoothing = 1 }: NaiveBayesOptions = {},
): NaiveBayes {
  const counts = new Map<string, Float64Array>();
  const frequency = new Map<string, number>();
  const totals = new Float64Array(classes.length);
  for (const { terms, classes: own } of texts) {
    const members = own.map((name) => classes.indexOf(name)).filter((index) => index >= 0);
    for (const term of new Set(terms)) {
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
      let row = counts.get(term);
      if (!row) counts.set(term, (row = new Float64Array(classes.length)));
      for (const index of members) row[index] += 1 / members.length;
    }
  }
  const kept = [...counts].filter(([term]) => (frequency.get(term) ?? 0) >= minDf);
  for (const [, row] of kept) row.forEach((count, index) => (totals[index] += count));
  const empty = totals.indexOf(0);
  if (empty >= 0) throw new RangeError(`no text belongs to the class ${classes[empty]}`);
  const scored = kept.map(([term, row]) => {
    const shares = Array.from(row, (count, index) => (count + smoothing) / (totals[index] + smoothing * kept.length));
    const mean = shares.reduce((sum, share) => sum + share, 0) / classes.length;
    const weights = shares.map((share) => Math.log(share / mean));
    // Its part of the mutual information between class and term.
    const information = shares.reduce((sum, share, index) => sum + share * weights[index], 0) / classes.length;
    return { term, weights, information };
  });
  scored.sort((a, b) => b.information - a.information || (a.term < b.term ? -1 : 1));
  const chosen = scored.slice(0, maxTerms);
  return create(
    classes,
    chosen.map(({ term }) => term),
    chosen.flatMap(({ weights }) => weights.map((weight) => Math.round(weight * 100))),
  );
}

/** @throws LoamError unprocessable for another kind or version, or a damaged artifact. */
export function loadNaiveBayes(value: unknown): NaiveBayes {
  const { classes, terms, weights } = openArtifact(value, artifactKind, artifactVersion);
  requireField(isStringList(classes) && classes.length > 0, artifactKind, 'classes');
  requireField(isStringList(terms), artifactKind, 'terms');
  requireField(isNumberList(weights) && weights.length === terms.length * classes.length, artifactKind, 'weights');
  return create(classes, terms, weights);
}

function create(classes: readonly string[], terms: readonly string[], weights: readonly number[]): NaiveBayes {
  const places = new Map(terms.map((term, place) => [term, place]));
  return {
    classes,
    evidence(given) {
      const sums = new Float64Array(classes.length);
      let known = 0;
      for (const term of new Set(given)) {
        const place = places.get(term);
        if (place === undefined) continue;
        known++;
        for (let index = 0; index < classes.length; index++) sums[index] += weights[place * classes.length + index] / 100;
      }
      return sums.map((sum) => (known === 0 ? 0 : sum / known));
    },
    save: () => ({ kind: artifactKind, version: artifactVersion, classes, terms, weights }),
  };
}
