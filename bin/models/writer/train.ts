import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decoderDefaults, type DecoderConfig } from '@/lib/ml/nets';
import { packTexts } from '@/lib/processes/trainer/int32-files';
import { trainOnce, type FinishedTraining, type TrainingWatch } from '../train-once';
import type { WriterData } from './prepare';

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
const batch = 20;

/** Trains the writer's network in `work`, once; goes on from a checkpoint that lies there. */
export async function trainWriterNetwork(
  { train, validation }: WriterData,
  { work, seed, threads }: { readonly work: string; readonly seed: number; readonly threads: number },
  watch: TrainingWatch,
): Promise<FinishedTraining> {
  await mkdir(work, { recursive: true });
  const write = async (name: string, rows: WriterData['train']): Promise<string> => {
    const file = path.join(work, `${name}.int32`);
    await writeFile(file, new Uint8Array(packTexts(rows).buffer));
    return file;
  };
  return trainOnce(
    {
      network: { kind: 'decoder', config: writerConfig },
      data: { kind: 'rows', train: await write('train', train), heldOut: await write('validation', validation), lengths: [96, 128, 160, 208, 288], padToken: 0 },
      batch,
      steps: Math.floor(train.length / batch),
      schedule: { shape: 'cosine', peak: 1.2e-3, warmup: 100, floor: 0.04 },
      weightDecay: 0.1,
      beta2: 0.98,
      seed,
      evaluateEvery: 200,
      evaluationBatches: 24,
      checkpointSeconds: 180,
      out: work,
      threads,
    },
    watch,
  );
}
