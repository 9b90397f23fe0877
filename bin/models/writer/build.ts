import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { exportDecoder } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { tokenizerFiles } from '@/lib/ml/text/bpe';
import { writeModelFolder } from '@/lib/processes/inference/client';
import type { TrainingEvent } from '@/lib/processes/trainer/client';
import { readFiction } from '../fiction';
import { shippedFiles } from '../shipped';
import { writerCard } from './card';
import { measureHeldOutProse } from './measure';
import { endOfText, prepareWriterData, writerRecipe, type WriterData } from './prepare';
import { trainWriterNetwork, writerConfig } from './train';

interface WriterRecipe {
  /** Folder with `corpora/fiction-*.jsonl.gz`. */
  readonly data: string;
  /** Folder for what is unfinished. */
  readonly work: string;
  readonly threads: number;
}

interface BuildSurroundings {
  readonly clock: Clock;
  /** Stops with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onEvent: (event: TrainingEvent) => void;
}

/**
 * Trains the writer that comes with Loam and writes models/writer: tokenizer, int8 graph, 16-bit weights, measurements and card.
 * What is finished is kept in `work`, so that the same call goes on where it was stopped.
 */
export async function buildWriter(
  { data: folder, work, threads }: WriterRecipe,
  { clock, signal, onEvent }: BuildSurroundings,
): Promise<{ readonly folder: string; readonly sha256: string }> {
  const { tokens, seed } = writerRecipe;
  const shards = await readFiction(path.join(folder, 'corpora'));
  const data = prepareWriterData(shards, tokens, seed);
  await mkdir(work, { recursive: true });
  const trained = await trainOnce(data, { work, seed, threads, signal, onEvent });

  const weights = readSafetensors(await readFile(path.join(work, 'weights.safetensors'))).tensors as FloatTensors;
  const out = projectPath('models', 'writer');
  const files = writerFiles(data, weights);
  const createdAt = clock.now().toISOString();
  const about = { name: 'writer', version: `1-${trained.sha256.slice(0, 8)}`, kind: 'decoder', createdAt } as const;
  await writeModelFolder(out, files, about);
  const prose = await measureHeldOutProse(out, { records: Object.values(shards).flat(), train: data.train, tokenizer: data.tokenizer, seed });
  const card = await writerCard({ ...about, data, prose, trained, tokens, seed, weights, records: Object.values(shards).flat() });
  await writeModelFolder(out, { ...files, 'README.md': new TextEncoder().encode(card) }, { ...about, metrics: { prose } });
  return { folder: out, sha256: trained.sha256 };
}

/** The files of a writer's folder, without its card. */
export function writerFiles({ tokenizer }: Pick<WriterData, 'tokenizer'>, weights: FloatTensors) {
  const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const described = tokenizerFiles(
    tokenizer.vocabulary,
    { bos: endOfText, eos: '<|end|>', pad: endOfText },
    { modelMaxLength: writerConfig.context },
  );
  const ids = { bos: tokenizer.special(endOfText), eos: tokenizer.special('<|end|>'), pad: tokenizer.special(endOfText) };
  return {
    ...shippedFiles(exportDecoder(writerConfig, weights, ids), weights),
    'tokenizer.json': json(described.tokenizer),
    'tokenizer_config.json': json(described.config),
  };
}

export interface Trained {
  readonly sha256: string;
  readonly step: number;
  readonly heldOutLoss: number | null;
  readonly seconds: number;
}

/** Trains, or takes what an earlier call trained from the same rows. */
async function trainOnce(
  data: WriterData,
  { work, seed, threads, signal, onEvent }: Pick<WriterRecipe, 'work' | 'threads'> & { readonly seed: number } & Omit<BuildSurroundings, 'clock'>,
): Promise<Trained> {
  const rows = createHash('sha256');
  for (const { tokens, from } of data.train) rows.update(Int32Array.from([from, ...tokens]));
  const key = rows.update(JSON.stringify(writerConfig)).digest('hex');
  const file = path.join(work, 'trained.json');
  const earlier = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { key?: string; trained?: Trained };
  if (earlier.key === key && earlier.trained) return earlier.trained;
  const done = await trainWriterNetwork(data, { work, seed, threads, signal }, onEvent);
  if (done.event === 'stopped') {
    throw new LoamError('unavailable', `The training was stopped at step ${done.step}. The same command goes on from there.`);
  }
  const { sha256, step, heldOutLoss, seconds } = done;
  const trained: Trained = { sha256, step, heldOutLoss, seconds };
  await writeFile(file, `${JSON.stringify({ key, trained }, null, 2)}\n`);
  return trained;
}
