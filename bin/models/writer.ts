import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { projectPath } from '@/lib/core/paths';
import { exportDecoder } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { tokenizerFiles, type Tokenizer } from '@/lib/ml/text/bpe';
import { writeModelFolder } from '@/lib/processes/inference/client';
import { readFiction } from './fiction';
import { shippedFiles } from './shipped';
import { noteEvent } from './train-once';
import { writerCard } from './writer/card';
import { measureHeldOutProse } from './writer/measure';
import { endOfText, prepareWriterData, writerRecipe } from './writer/prepare';
import { trainWriterNetwork, writerConfig } from './writer/train';

export interface WriterOptions {
  /** Folder with `corpora/fiction-*.jsonl.gz`. */
  readonly data: string;
  /** Folder for what is unfinished: the same call goes on from it. */
  readonly work: string;
  readonly threads: number;
  readonly idle: boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly note: (line: string) => void;
}

/** Trains the writer that comes with Loam and writes models/writer: tokenizer, int8 graph, 16-bit weights, measurements and card. */
export async function buildWriter({ data: folder, work, threads, idle, clock, signal, note }: WriterOptions) {
  const { tokens, seed } = writerRecipe;
  note('reading the fiction and learning the vocabulary');
  const records = await readFiction(path.join(folder, 'corpora'));
  const data = prepareWriterData(records, tokens, seed);
  note(`${data.train.length} rows, ${Object.values(data.mixture).reduce((sum, count) => sum + count, 0)} tokens`);
  const trained = await trainWriterNetwork(data, { work, seed, threads }, { signal, idle, onEvent: (event) => noteEvent('writer', event, note) });

  const weights = readSafetensors(await readFile(trained.weights)).tensors as FloatTensors;
  const out = projectPath('models', 'writer');
  const files = writerFiles(data.tokenizer, weights);
  const createdAt = clock.now().toISOString();
  const about = { name: 'writer', version: `1-${trained.sha256.slice(0, 8)}`, kind: 'decoder', createdAt } as const;
  await writeModelFolder(out, files, about);
  note('measuring on books that it has not read');
  const all = Object.values(records).flat();
  const prose = await measureHeldOutProse(out, { records: all, train: data.train, tokenizer: data.tokenizer, seed });
  const card = await writerCard({ ...about, mixture: data.mixture, prose, trained, weights, records: all });
  await writeModelFolder(out, { ...files, 'README.md': new TextEncoder().encode(card) }, { ...about, metrics: { prose } });
  return { folder: out, sha256: trained.sha256, perplexity: prose.all.perplexity };
}

/** The files of a writer's folder, without its card. */
function writerFiles(tokenizer: Tokenizer, weights: FloatTensors) {
  const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const roles = { bos: endOfText, eos: '<|end|>', pad: endOfText };
  const described = tokenizerFiles(tokenizer.vocabulary, roles, { modelMaxLength: writerConfig.context });
  const ids = { bos: tokenizer.special(roles.bos), eos: tokenizer.special(roles.eos), pad: tokenizer.special(roles.pad) };
  return {
    ...shippedFiles(exportDecoder(writerConfig, weights, ids), weights),
    'tokenizer.json': json(described.tokenizer),
    'tokenizer_config.json': json(described.config),
  };
}
