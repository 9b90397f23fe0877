import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { decoderDefaults, type DecoderConfig } from '@/lib/ml/nets';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import type { Tokenizer } from '@/lib/ml/text/bpe';
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
const padToken = 0;

export interface TrainedWriter {
  readonly weights: FloatTensors;
  readonly tokenizer: Tokenizer;
  /** Of the weights, as the training reported it. */
  readonly sha256: string;
  readonly seconds: number;
}

export interface StageOptions {
  readonly work: string;
  readonly threads: number;
  /** Weights of the stage before. */
  readonly warmStart?: string;
}

/** Trains the writer's network for one stage in `work`, once; goes on from a checkpoint that lies there. */
export async function trainWriterStage(
  { train, validation }: WriterData,
  { seed, updates, batch, lengths, shape, peak, warmup, weightDecay }: WriterStage,
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
      data: { kind: 'rows', train: await write('train', train), heldOut: await write('validation', validation), lengths: [...lengths], padToken },
      batch,
      steps: updates ?? total,
      schedule: { shape, peak, warmup, floor: 0.04, total },
      weightDecay,
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

/**
 * What a stage has really taught: the learned tokens of every row that its updates read, in their order; without sequences that only
 * repeat what stands before them, which would teach a trigram model noise.
 */
export function taughtTexts({ train }: WriterData, { seed, updates, batch, lengths }: WriterStage): number[][] {
  const rows = train.map(({ tokens, from }) => ({ tokens: Int32Array.from(tokens), from }));
  const rng = createRng(seed).fork('order');
  const source = rowBatches({ rows, batch, lengths, padToken, rng });
  const texts: number[][] = [];
  for (let update = updates ?? Math.floor(train.length / batch); update > 0; update--) {
    const { tokens, targets, weights } = source.next(rng);
    const time = targets.shape[1];
    for (let row = 0; row < targets.shape[0]; row++) {
      const learned: number[] = [];
      for (let at = row * time; at < (row + 1) * time; at++) if (weights.data[at] > 0) learned.push(at);
      const text = learned.map((at) => Number(targets.data[at]));
      const repeated = text.every((token, i) => Number(tokens.data[row * time + 1 + i]) === token);
      if (!repeated) texts.push(text);
    }
  }
  return texts;
}
