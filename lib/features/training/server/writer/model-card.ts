import type { TrainWriterInput, WriterMetrics } from '@/lib/features/models';
import type { WriterSizes } from './choose-sizes';

export interface CardFacts {
  readonly name: string;
  readonly version: string;
  readonly input: TrainWriterInput;
  readonly dataName: string;
  readonly dataSha256: string;
  readonly sizes: WriterSizes;
  readonly metrics: WriterMetrics;
  readonly seconds: number;
  readonly sha256: string;
}

/** The model's README.md: what it is, from what, how good, and what it is not for. */
export function modelCard({ name, version, input, dataName, dataSha256, sizes, metrics, seconds, sha256 }: CardFacts): string {
  const { config } = sizes;
  const n = (value: number, digits = 3) => value.toFixed(digits);
  const { heldOutLoss, difference, int8Difference } = metrics;
  const verdict = metrics.beatsBigram
    ? 'It predicts held-out text better than the bigram model.'
    : 'It does not predict held-out text better than the bigram model: use it for trying only.';
  return `---
library_name: transformers.js
pipeline_tag: text-generation
tags: [llama, onnx, loam]
---
# ${name} ${version}

A small language model that writes on in the manner of one text. ${verdict}

## Made from
\`${dataName}\` (SHA-256 \`${dataSha256}\`), read ${input.epochs} times with the seed ${input.seed}, in ${seconds} seconds. The tokenizer was learned from the
training passages alone. To make it again: \`loam ml train --model writer --data ${dataName} --epochs ${input.epochs} --seed ${input.seed} --minutes ${input.minutes}\`.

## Network
Llama-style decoder: width ${config.width}, ${config.layers} layers, ${config.heads} heads, feed-forward ${config.feedForward}, byte-level BPE of ${config.vocabulary} tokens, tied
embeddings, ${sizes.parameters.toLocaleString('en')} parameters, context ${config.context} (trained on rows of ${sizes.time} tokens). ${sizes.steps} updates of ${sizes.batch} rows, AdamW, cosine from ${sizes.learningRate}.
SHA-256 of the weights: \`${sha256}\`.

## Measured
On ${metrics.heldOutPassages} held-out passages (${metrics.heldOutLines} paragraphs, ${metrics.heldOutTokens} tokens) that were drawn before anything was learned; ${metrics.leaksRemoved} training paragraphs that
repeat them were left out. Intervals: 95 %, bootstrap over passages.

| | nats per token | bits per byte |
|---|---|---|
| this model | ${n(heldOutLoss.value)} (${n(heldOutLoss.low)} to ${n(heldOutLoss.high)}) | ${n(metrics.bitsPerByte)} |
| Kneser-Ney bigram, same tokens and text | ${n(metrics.bigramLoss)} | ${n(metrics.bigramBitsPerByte)} |
| difference, paired | ${n(difference.value)} (${n(difference.low)} to ${n(difference.high)}) | |
| int8 against float32 | ${n(int8Difference.value, 4)} (${n(int8Difference.low, 4)} to ${n(int8Difference.high, 4)}) | |

## Not for
Facts, advice, or long texts that hang together: it has seen one text and repeats its manner, and at times its words.
`;
}
