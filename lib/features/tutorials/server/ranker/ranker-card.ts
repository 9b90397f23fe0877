export interface RankerFacts {
  readonly name: string;
  readonly version: string;
  readonly seed: number;
  readonly iterations: number;
  readonly penalty: number;
  readonly strongest: readonly { readonly feature: string; readonly weight: number }[];
}

/** The model card of a ranker, without what its run measures. */
export function rankerCard({ name, version, seed, iterations, penalty, strongest }: RankerFacts): string {
  return `---
license: mit
tags: [ranking, pairwise-logistic]
---
# ${name} ${version}

Chooses the template of a tutorial, and among examples of equal worth. It is a pairwise logistic ranking (Bradley and Terry
1952, with features): the weights below, times the features of a tutorial, say which of two a person would rate higher.

Learned from people's ratings on this installation, ${iterations} passes, penalty ${penalty}, seed ${seed}. A third of the
people is held out. The weights of \`ranker.json\` are named and can be read:

| feature | weight |
|---|---|
${strongest.map(({ feature, weight }) => `| ${feature} | ${weight} |`).join('\n')}

It was trained on few people's taste and says nothing of what others learn from; no person can be told from its weights.
`;
}
