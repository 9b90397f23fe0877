import type { ModelReference } from '@/lib/features/runs';
import type { EstimatorFile } from '../estimator';
import { faultNames, faults } from '../faults';

export interface QualityRunCardFacts {
  readonly name: string;
  readonly version: string;
  readonly parent: ModelReference;
  readonly textSha256: string;
  /** Texts, damaged ones included; passages. */
  readonly learned: number;
  readonly heldOut: number;
  readonly seed: number;
  readonly file: EstimatorFile;
}

/** Of a person's own text no unfinished model writes on, and nobody says its genre. */
const unfitted = new Set(['sampled', 'genre']);

/** The README.md of an estimator that a run fitted. What it was measured to be stands in its manifest. */
export function qualityRunCard({ name, version, parent, textSha256, learned, heldOut, seed, file }: QualityRunCardFacts): string {
  return `---
library_name: loam
tags: [loam, text-quality, stories]
---
# ${name} ${version}

Gives a story 0 to 10 points by what it finds wrong with it: how far a passage is from the prose of one text, not how good a story is.

## Made from
${learned} passages and damaged forms of passages of a text (SHA-256 \`${textSha256}\`); ${heldOut} passages were held out. Seed ${seed}. Its features, and what it knows of words,
genres and neighbouring sentences, are those of \`${parent.name} ${parent.version}\`. It listens to \`${file.writer.name} ${file.writer.version}\`${file.embedder ? ` and \`${file.embedder.name} ${file.embedder.version}\`` : ''}, named by the SHA-256 of their graphs, and works
with no others. Faults that it was fitted to:

${faultNames
  .filter((fault) => !unfitted.has(fault))
  .map((fault) => `- **${fault}**: ${faults[fault].toLowerCase()}`)
  .join('\n')}

The middle passage of the text has 8.5 points, one in twenty has fewer than 5.

## Not for
Judging people, or prose of another manner before it has been measured on it.
`;
}
