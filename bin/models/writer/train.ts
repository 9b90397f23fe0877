import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { decoderDefaults, type DecoderConfig } from '@/lib/ml/nets';
import { rowBatches } from '@/lib/ml/train/batches';
import { packTexts } from '@/lib/processes/trainer/int32-files';
import { trainOnce, type FinishedTraining, type TrainingWatch } from '../train-once';
import type { WriterData, WriterStage } from './prepare';

export const writerConfig: DecoderConfig = {
  vocabulary: 4096,
  width: 256,
  layers: 6,
  heads: 4,
  keyValueHeads: 4,
  feedForward: 704,
  context: 384,
  ...decoderDefaults,
};
/** Rows an update. */
export const batch = 20;
const padToken = 0;
const lengths = [96, 128, 160, 208, 288];

export interface StageOptions {
  readonly work: string;
  readonly threads: number;
  /** Weights of the stage before. */
  readonly warmStart?: string;
}

/** Trains the writer's network for one stage in `work`, once; goes on from a checkpoint that lies there. */
export async function trainWriterStage(
  { train, validation }: WriterData,
  { seed, updates }: Pick<WriterStage, 'seed' | 'updates'>,
  { work, threads, warmStart }: StageOptions,
  watch: TrainingWatch,
): Promise<FinishedTraining> {
  await mkdir(work, { recursive: true });
  const write = async (name: string, rows: WriterData['train']): Promise<string> => {
    const file = path.join(work, `${name}.int32`);
    await writeFile(file, new Uint8Array(packTexts(rows).buffer));
    return file;
  };
  const total = Math.floor(train.length / batch);
  return trainOnce(
    {
      network: { kind: 'decoder', config: writerConfig },
      data: { kind: 'rows', train: await write('train', train), heldOut: await write('validation', validation), lengths, padToken },
      batch,
      steps: updates ?? total,
      schedule: { shape: 'cosine', peak: 1.2e-3, warmup: 100, floor: 0.04, total },
      weightDecay: 0.1,
      beta2: 0.98,
      seed,
      evaluateEvery: 200,
      evaluationBatches: 24,
      checkpointSeconds: 180,
      warmStart,
      out: work,
      threads,
    },
    watch,
  );
}

/** What a stage has really taught: the learned tokens of every row that its updates read, in their order. */
export function taughtTexts({ train }: WriterData, { seed, updates }: Pick<WriterStage, 'seed' | 'updates'>): number[][] {
  const rows = train.map(({ tokens, from }) => ({ tokens: Int32Array.from(tokens), from }));
  const rng = createRng(seed).fork('order');
  const source = rowBatches({ rows, batch, lengths, padToken, rng });
  const texts: number[][] = [];
  for (let update = updates ?? Math.floor(train.length / batch); update > 0; update--) {
    const { targets, weights } = source.next(rng);
    const time = targets.shape[1];
    for (let row = 0; row < targets.shape[0]; row++) {
      const text: number[] = [];
      for (let at = row * time; at < (row + 1) * time; at++) if (weights.data[at] > 0) text.push(Number(targets.data[at]));
      texts.push(text);
    }
  }
  return texts;
}
