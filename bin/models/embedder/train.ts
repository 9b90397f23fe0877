import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EncoderConfig } from '@/lib/ml/nets/encoder';
import type { TrainingEvent } from '@/lib/processes/trainer/client';
import { trainOnce } from '../train-once';
import { recipe, special } from './recipe';
import { together } from './text-pairs';
import type { TrainingData } from './training-data';

export interface TrainingLength {
  /** Updates of masked-language modelling, then of contrastive training. */
  readonly warmupSteps: number;
  readonly steps: number;
}

export interface TrainedEncoder {
  readonly config: EncoderConfig;
  readonly weights: Uint8Array;
  readonly sha256: string;
  readonly seconds: number;
  readonly heldOutLoss: Readonly<Record<'masked' | 'contrastive', number>>;
}

export interface TrainingSurroundings {
  /** Folder for checkpoints; a stopped run goes on from it. */
  readonly work: string;
  readonly threads: number;
  readonly idle: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent: (phase: 'masked' | 'contrastive', event: TrainingEvent) => void;
  /** Weights of an earlier contrastive run, to bring to an end: other pairs, at a rate that only falls. */
  readonly warmStart?: string;
}

/** Masked-language warm-up, then contrastive training. Throws LoamError where a run failed or was stopped. */
export async function trainEmbedder(data: TrainingData, { warmupSteps, steps }: TrainingLength, surroundings: TrainingSurroundings): Promise<TrainedEncoder> {
  const { work, warmStart, signal, idle } = surroundings;
  const watch = (phase: 'masked' | 'contrastive') => ({ signal, idle, onEvent: (event: TrainingEvent) => surroundings.onEvent(phase, event) });
  const config: EncoderConfig = { vocabulary: data.tokenizer.size, ...recipe.network };
  const { masked, contrastive, seed } = recipe;
  const padToken = data.tokenizer.special(special.pad);
  const common = { seed, evaluationBatches: 8, checkpointSeconds: 60, threads: surroundings.threads, weightDecay: 0.01 };
  const maskToken = data.tokenizer.special(special.mask);
  const warmed =
    warmStart !== undefined || warmupSteps === 0
    ? undefined
    : await trainOnce({
        ...common,
        network: { kind: 'masked-language-model', config },
        data: { kind: 'masked', train: data.files.masked, heldOut: data.files.maskedHeldOut, lengths: [...masked.lengths], padToken, maskToken, firstOrdinary: data.tokenizer.vocabulary.specialTokens.length }, // prettier-ignore
        batch: masked.batch,
        steps: warmupSteps,
        schedule: { shape: 'linear', peak: masked.learningRate, warmup: Math.ceil(warmupSteps * 0.1), floor: 0.1 },
        evaluateEvery: Math.max(1, Math.ceil(warmupSteps / 4)),
        beta2: 0.98,
        warmStart: data.start,
        out: path.join(work, 'masked'),
      }, watch('masked'));
  const trained = await trainOnce({
    ...common,
    network: { kind: 'contrastive', config, temperature: contrastive.temperature },
    data: {
      kind: 'pairs',
      train: data.files.pairs,
      heldOut: data.files.pairsHeldOut,
      anchorLength: contrastive.anchorLength,
      candidateLength: contrastive.candidateLength,
      negatives: 0,
      together,
      padToken,
    },
    seed: warmStart ? seed + 1 : seed,
    batch: contrastive.batch,
    steps,
    schedule: warmStart
      ? { shape: 'linear', peak: contrastive.learningRate * 0.75, warmup: Math.ceil(steps * 0.05), floor: 0.02 }
      : { shape: 'cosine', peak: contrastive.learningRate, warmup: Math.ceil(steps * 0.05), floor: 0.02 },
    evaluateEvery: Math.max(1, Math.ceil(steps / 10)),
    beta2: 0.99,
    warmStart: warmStart ?? warmed?.weights ?? data.start,
    out: path.join(work, warmStart ? 'ending' : 'contrastive'),
  }, watch('contrastive'));
  return {
    config,
    weights: await readFile(trained.weights),
    sha256: trained.sha256,
    seconds: trained.seconds + (warmed?.seconds ?? 0),
    heldOutLoss: { masked: warmed?.heldOutLoss ?? NaN, contrastive: trained.heldOutLoss ?? NaN },
  };
}
