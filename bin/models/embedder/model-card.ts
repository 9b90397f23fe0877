import type { MeasuredSet } from './measure';
import { recipe } from './recipe';
import type { TrainedEncoder } from './train';
import type { TrainingData } from './training-data';

export interface CardFacts {
  readonly name: string;
  readonly version: string;
  /** What makes it again. */
  readonly command: string;
  readonly trained: Omit<TrainedEncoder, 'weights'>;
  readonly steps: number;
  readonly wordSteps: number;
  readonly parameters: number;
  readonly sources: TrainingData['sources'];
  readonly pairs: number;
  readonly measured: readonly MeasuredSet[];
  readonly fileHashes: Readonly<Record<string, string>>;
}

const described: Readonly<Record<string, string>> = {
  development: 'held-out documentation by which settings were chosen',
  developmentStories: 'held-out stories by which settings were chosen',
  documentation: 'held-out documentation, asked in the questions that stand there as headings (removed from the documents)',
  stories: 'held-out stories, asked in questions that people wrote on them',
  cranfield: 'Cranfield, abstracts on aerodynamics: nothing like the training texts',
};

/** The embedder's README.md: what it is, from what, how good, and what it is not for. */
export function modelCard({ name, version, command, trained, steps, wordSteps, parameters, sources, pairs, measured, fileHashes }: CardFacts): string {
  const n = (value: number, digits = 3) => value.toFixed(digits);
  const whole = (value: number) => value.toLocaleString('en');
  const { network, vocabulary, words, layers } = recipe;
  const interval = ({ value, low, high }: { value: number; low: number; high: number }) => `${n(value)} (${n(low)} to ${n(high)})`;
  return `---
library_name: transformers.js
pipeline_tag: sentence-similarity
tags: [bert, onnx, feature-extraction, loam]
---
# ${name} ${version}

Turns an English text of up to ${network.context} tokens – a question, a heading, a passage of a lesson – into ${network.width} numbers, so that texts on the same matter
lie close. It finds lessons for what a learner asks, together with BM25. This repository's own engine trained it, on processors alone.

## Use
The mean of the hidden states over a text's tokens, scaled to length one: \`pipeline('feature-extraction', …)\` with \`{ pooling: 'mean', normalize: true }\` in
transformers.js (\`dtype: 'q8'\`), or sentence-transformers. No prefixes. It was trained on windows of about 40 words: cut longer texts into such and take the best.

## Network
BERT with ${network.layers} layers, width ${network.width}, ${network.heads} heads, feed-forward ${network.feedForward}; byte-level BPE of ${whole(vocabulary)} tokens without case; ${whole(parameters)} parameters.
\`onnx/model_quantized.onnx\` holds int8 weights, \`model.safetensors\` 16-bit floats, from which training goes on.

## Recipe
1. The table of words starts from the company that words keep: positive pointwise mutual information over windows of five, factorised.
2. Contrastive training of the words alone, ${whole(wordSteps)} updates of ${words.batch} pairs out of ${whole(pairs)}, temperature ${words.temperature}: each question must find its passage among all of
   the batch, which is put together from blocks of four pairs of one page. Questions are people's own, or made from headings, definitions and sentences; keywords
   and sentences ask, too. A bag of words reads many times as many pairs in a minute as the whole network.
3. ${layersInWords(steps)}

Seed ${recipe.seed}, ${n(trained.seconds / 3600, 2)} hours on two processor cores shared with other work, held-out loss ${n(trained.heldOutLoss.words)} (one among ${words.batch}) after the words${steps > 0 ? `, ${n(trained.heldOutLoss.layers)} (one among ${layers.batch}) at the end` : ''}. To make it again:

\`\`\`sh
${command}
\`\`\`

SHA-256 of the trained weights: \`${trained.sha256}\`.

## Data
| set | words | licence |
|---|---|---|
${sources.map(({ set, licence, words }) => `| ${set} | ${whole(words)} | ${licence} |`).join('\n')}

Whole sources were kept aside: nine sets of documentation and a tenth of the stories for measuring, as much again for choosing settings. Nothing under
\`content/evaluation\` was trained on. The encyclopedic questions (\`squad1-sentences\`, \`xquad-en\`) were trained on in full: do not test on SQuAD.

## Measured
nDCG@10 with 95 % intervals, of the int8 graph, by \`loam evaluate embedder --data <folder>\`. “Gain” is both fused − BM25, paired over queries.

| set | queries | BM25 | embedder | both fused | gain | embedder / BM25 |
|---|---|---|---|---|---|---|
${measured.map(({ set, queries, bm25, embed, hybrid, gain, ratio }) => `| ${set} | ${queries} | ${interval(bm25)} | ${interval(embed)} | ${interval(hybrid)} | ${n(gain.difference)} (${n(gain.low)} to ${n(gain.high)}) | ${n(ratio, 2)} |`).join('\n')}

Recall@100: ${measured.map(({ set, recallAt100: { bm25, embed, hybrid } }) => `${set} ${n(bm25, 2)} BM25, ${n(embed, 2)} embedder, ${n(hybrid, 2)} fused`).join('; ')}.

${measured.map(({ set, documents }) => `- ${set}: ${described[set] ?? set}; ${whole(documents)} documents.`).join('\n')}

## Limits
English only. It has read documentation, lessons, encyclopedia sentences and fairy tales, ${whole(pairs)} pairs: little. Names and numbers it hardly tells apart, negation not at all,
and what a question is about counts for more than what it asks. Use it beside a search by words, not instead of one. It says how alike two texts are, never
whether one is true.

## Files
${Object.entries(fileHashes)
  .map(([file, sha256]) => `- \`${file}\`: \`${sha256}\``)
  .join('\n')}
`;
}

function layersInWords(steps: number): string {
  const { network, layers } = recipe;
  if (steps > 0) return `The same with ${network.layers} layers that begin without effect, ${steps} updates of ${layers.batch} pairs.`;
  return `${network.layers} layers are put on that have no effect yet. Training all together from there was tried (140 updates of 96 pairs at a rate of 5e-4, of which the best look
   at the held-out pairs was taken): nDCG@10 of the embedder alone on the development sets became worse (documentation .259 instead of .269, stories .646 instead of .650),
   so the words answer alone. Layers are there for what is trained from here.`;
}
