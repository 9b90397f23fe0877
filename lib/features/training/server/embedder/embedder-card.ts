import type { ModelReference } from '@/lib/features/runs';
import type { EncoderConfig } from '@/lib/ml/nets';
import type { TrainingInput } from '@/lib/processes/trainer/client';
import type { EmbedderDataResult } from '@/lib/processes/workbench/client';
import type { FinishedTraining } from '../run-trainer';

/** All that training and export of an embedder need to know; stored as plan.json in the run's folder. */
export interface EmbedderPlan {
  readonly data: EmbedderDataResult;
  readonly network: EncoderConfig;
  readonly padToken: number;
  readonly parameters: number;
  readonly spec: Omit<TrainingInput, 'out'>;
  readonly parent: ModelReference;
}

export interface EmbedderCardFacts {
  readonly name: string;
  readonly version: string;
  readonly plan: EmbedderPlan;
  readonly done: FinishedTraining;
  readonly seed: number;
}

/** The README.md of an embedder that a run made. What it was measured to be stands in its manifest. */
export function embedderCard({ name, version, plan: { data, network, parent, parameters, spec }, done, seed }: EmbedderCardFacts): string {
  const { train, validation, heldOut } = data.passages;
  return `---
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags: [bert, onnx, loam]
---
# ${name} ${version}

A sentence encoder that finds the passages of one text that answer a question.

## Made from
\`${parent.name} ${parent.version}\`, whose tokenizer it keeps, and ${train} passages of a text (SHA-256 \`${data.inputSha256}\`): ${data.pairs} questions were made by rules
from their headings and sentences. ${validation} more passages chose among the looks, ${heldOut} were held out. Seed ${seed}.

## Network and training
BERT-style encoder: width ${network.width}, ${network.layers} layers, ${network.heads} heads, context ${network.context}, ${parameters.toLocaleString('en')} parameters, mean pooling. Every question had to find its
passage among those of ${spec.batch} (InfoNCE). ${done.step} updates, AdamW, linear from ${spec.schedule.peak}; ${done.seconds} seconds, ${done.cpuSeconds} of processor time. SHA-256 of the
weights: \`${done.sha256}\`.

## Not for
Other texts before it has been measured on them. The questions that it is measured by come from the same rules as those that it learned from: people ask otherwise.
`;
}
