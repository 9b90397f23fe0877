import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { manifestName, readManifest } from '@/lib/processes/inference/client';
import type { Evaluation } from '../../kind';
import type { RunRow } from '../rows';

export interface CardFacts {
  readonly run: RunRow;
  readonly trained: { readonly dataSha256: string; readonly sha256: string };
  readonly evaluation: Evaluation;
  readonly verdict: string;
}

const cardName = 'README.md';

/** Adds to a candidate’s card what its run measured, and the metrics to its manifest. Nobody else knows the folder yet. */
export async function finishCard(folder: string, { run, trained, evaluation, verdict }: CardFacts): Promise<void> {
  const manifest = await readManifest(folder);
  const card = manifest.files[cardName] ? await readFile(path.join(folder, cardName), 'utf8') : `# ${manifest.name}\n`;
  const n = (value: number) => Number(value.toPrecision(5));
  const rows = Object.entries(evaluation.metrics).map(
    ([name, { value, low, high }]) => `| ${name} | ${n(value)} | ${n(low)} to ${n(high)} |`,
  );
  const text = `${card.trimEnd()}

## The run that made it

${verdict}.

| metric | mean | 95 % interval |
|---|---|---|
${rows.join('\n')}

Run \`${run.id}\` of the kind ${run.kind}, seed ${run.seed}${run.parent === null ? '' : `, from ${run.parent}`}.
Settings: \`${JSON.stringify(run.config)}\`.
Data: SHA-256 \`${trained.dataSha256}\`. Weights: SHA-256 \`${trained.sha256}\`. Every metric is over held-out rows.
`;
  const bytes = new TextEncoder().encode(text);
  const files = {
    ...manifest.files,
    [cardName]: { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength },
  };
  await writeFile(path.join(folder, cardName), bytes);
  const draft = path.join(folder, `${manifestName}.unfinished`);
  const metrics = { ...manifest.metrics, ...evaluation.metrics };
  await writeFile(draft, `${JSON.stringify({ ...manifest, metrics, files }, null, 2)}\n`);
  await rename(draft, path.join(folder, manifestName));
}
