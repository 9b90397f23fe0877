import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import type { EncoderConfig } from '@/lib/ml/nets/encoder';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors, writeSafetensors } from '@/lib/ml/tensor/safetensors';
import { digest, type TrainingEvent } from '@/lib/processes/trainer/client';
import { trainOnce } from '../train-once';
import { deepen } from './deepen';
import { recipe, special } from './recipe';
import { together } from './text-pairs';
import type { TrainingData } from './training-data';

export interface TrainingLength {
  /** Updates of the words alone, then of the whole network; none leaves the layers without effect. */
  readonly wordSteps: number;
  readonly steps: number;
}

type Phase = 'words' | 'layers';

export interface TrainedEncoder {
  readonly config: EncoderConfig;
  readonly weights: Uint8Array;
  readonly sha256: string;
  readonly seconds: number;
  readonly heldOutLoss: Readonly<Record<Phase, number>>;
}

export interface TrainingSurroundings {
  /** Folder for checkpoints; a stopped run goes on from it. */
  readonly work: string;
  readonly threads: number;
  readonly idle: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent: (phase: Phase, event: TrainingEvent) => void;
}

/**
 * Contrastive training in two phases. A bag of words reads many times as many pairs in a minute as the whole network does, so the words
 * learn first, without layers; layers that begin without effect are put on then, and all learns together. Throws LoamError where a run failed
 * or was stopped.
 */
export async function trainEmbedder(data: TrainingData, { wordSteps, steps }: TrainingLength, surroundings: TrainingSurroundings): Promise<TrainedEncoder> {
  const { work, threads, signal, idle } = surroundings;
  const watch = (phase: Phase) => ({ signal, idle, onEvent: (event: TrainingEvent) => surroundings.onEvent(phase, event) });
  const config: EncoderConfig = { vocabulary: data.tokenizer.size, ...recipe.network };
  const { seed, words, layers, anchorLength, candidateLength } = recipe;
  const common = {
    data: {
      kind: 'pairs',
      train: data.files.pairs,
      heldOut: data.files.pairsHeldOut,
      anchorLength,
      candidateLength,
      negatives: 0,
      together,
      padToken: data.tokenizer.special(special.pad),
    },
    seed,
    evaluationBatches: 8,
    checkpointSeconds: 60,
    threads,
    weightDecay: 0.01,
    beta2: 0.99,
  } as const;
  const bagOfWords = await trainOnce(
    {
      ...common,
      network: { kind: 'contrastive', config: { ...config, layers: 0 }, temperature: words.temperature },
      batch: words.batch,
      steps: wordSteps,
      schedule: { shape: 'cosine', peak: words.learningRate, warmup: Math.ceil(wordSteps * 0.02), floor: 0.01 },
      evaluateEvery: Math.ceil(wordSteps / 10),
      warmStart: data.start,
      out: path.join(work, 'words'),
    },
    watch('words'),
  );
  const start = path.join(work, 'deepened.safetensors');
  const shallow = readSafetensors(await readFile(bagOfWords.weights)).tensors as FloatTensors;
  const deep = deepen(shallow, config, createRng(seed).fork('layers'));
  await writeFile(start, writeSafetensors(deep));
  const trained =
    steps === 0
      ? undefined
      : await trainOnce(
          {
            ...common,
            network: { kind: 'contrastive', config, temperature: layers.temperature },
            batch: layers.batch,
            steps,
            schedule: { shape: 'cosine', peak: layers.learningRate, warmup: Math.ceil(steps * 0.05), floor: 0.02 },
            evaluateEvery: Math.ceil(steps / 10),
            warmStart: start,
            out: path.join(work, 'layers'),
          },
          watch('layers'),
        );
  return {
    config,
    weights: await readFile(trained?.weights ?? start),
    sha256: trained?.sha256 ?? digest(deep),
    seconds: bagOfWords.seconds + (trained?.seconds ?? 0),
    heldOutLoss: { words: bagOfWords.heldOutLoss ?? NaN, layers: trained?.heldOutLoss ?? NaN },
  };
}
