import type { WriterRunConfig } from '../../schemas';
import type { FinishedTraining } from '../run-trainer';
import type { Strength } from './choose-strength';
import type { WriterPlan } from './plan-writer';

export interface RunCardFacts {
  readonly name: string;
  readonly version: string;
  readonly config: WriterRunConfig;
  readonly plan: WriterPlan;
  readonly done: FinishedTraining;
  readonly seed: number;
  /** How much of what was learned was taken; all of it unless said. */
  readonly strength?: Strength;
}

/** Why not all of what was learned was taken. */
export function strengthInWords({ of, lostAtFull }: Strength): string {
  const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
  return `Of what was learned ${percent(of)} were taken: with all of it other prose would be ${percent(lostAtFull)} harder to predict.`;
}

/** The README.md of a writer that a run made. What it was measured to be stands in its manifest. */
export function runCard({ name, version, config, plan, done, seed, strength }: RunCardFacts): string {
  const { data, network, parent, spec, parameters } = plan;
  const count = (value: number): string => value.toLocaleString('en');
  const { train, validation, heldOut } = data.passages;
  const how =
    parent && spec.network.kind === 'adapted-decoder'
      ? `Adapters of rank ${spec.network.adapter.rank} (LoRA) on ${spec.network.adapter.targets.join(', ')} of \`${parent.name} ${parent.version}\`, merged into its weights;
\`adapter/\` holds them alone, as Python’s PEFT loads them. The tokenizer is that of ${parent.name}.${strength && strength.of < 1 ? ` ${strengthInWords(strength)}` : ''}`
      : 'Made from the text alone; the tokenizer was learned from the training passages.';
  return `---
library_name: transformers.js
pipeline_tag: text-generation
tags: [llama, onnx, loam]
---
# ${name} ${version}

A small language model that writes on in the manner of one text.

## Made from
${train} passages of a text (SHA-256 \`${data.inputSha256}\`), ${count(data.tokens)} tokens; ${validation} more chose among the looks, ${heldOut} were held out. ${data.leaksRemoved} that stood in
these, too, were left out of the training. Seed ${seed}.

${how}

## Network and training
Llama-style decoder: width ${network.width}, ${network.layers} layers, ${network.heads} heads, feed-forward ${network.feedForward}, context ${network.context}, byte-level BPE of ${network.vocabulary} tokens, ${count(parameters)}
parameters. ${done.step} updates of ${spec.batch} rows, AdamW, cosine from ${spec.schedule.peak}, at most ${config.minutes} minutes; ${done.seconds} seconds, ${done.cpuSeconds} of processor time. SHA-256 of the weights:
\`${done.sha256}\`.

## Not for
Facts, advice, or long texts that hang together: it repeats the manner of its text, and at times its words.
`;
}
