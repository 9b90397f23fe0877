import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import type { Tokenizer } from '@/lib/ml/text/bpe';
import { readFiction } from './fiction';
import { noteEvent, type FinishedTraining } from './train-once';
import { prepareWriterData, writerStages, type WriterData } from './writer/prepare';
import { shipWriter } from './writer/ship';
import { trainWriterStage } from './writer/train';

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

/** Trains the writer that comes with Loam, stage by stage, and writes models/writer. */
export async function buildWriter({ data: folder, work, threads, idle, clock, signal, note }: WriterOptions) {
  note('reading the fiction and learning the vocabulary');
  const shards = await readFiction(path.join(folder, 'corpora'));
  const stages: { readonly data: WriterData; readonly trained: FinishedTraining }[] = [];
  let tokenizer: Tokenizer | undefined;
  for (const [i, stage] of writerStages.entries()) {
    const name = `stage ${i + 1}`;
    const data = prepareWriterData(shards, stage, tokenizer);
    tokenizer = data.tokenizer;
    note(`${name}: ${data.train.length} rows`);
    const options = { work: path.join(work, `stage-${i + 1}`), threads, warmStart: stages.at(-1)?.trained.weights };
    const trained = await trainWriterStage(data, stage, options, { signal, idle, onEvent: (event) => noteEvent(name, event, note) });
    stages.push({ data, trained });
  }
  const { trained, data } = stages[stages.length - 1];
  const weights = readSafetensors(await readFile(trained.weights)).tensors as FloatTensors;
  const seconds = stages.reduce((sum, stage) => sum + stage.trained.seconds, 0);
  note('measuring on books that it has not read');
  return shipWriter(
    { weights, tokenizer: data.tokenizer, sha256: trained.sha256, seconds },
    { stages: stages.map((stage) => stage.data), records: Object.values(shards).flat(), createdAt: clock.now().toISOString() },
  );
}
