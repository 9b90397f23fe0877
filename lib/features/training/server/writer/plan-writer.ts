import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import type { ModelReference } from '@/lib/features/runs';
import type { DecoderConfig } from '@/lib/ml/nets';
import { readDecoderConfig } from '@/lib/ml/nets/export/read-decoder';
import { decoder } from '@/lib/ml/nets/decoder';
import { countParameters } from '@/lib/ml/nets/network';
import { readManifest, readModelFile } from '@/lib/processes/inference/client';
import type { TrainingInput } from '@/lib/processes/trainer/client';
import type { WriterDataResult } from '@/lib/processes/workbench/client';
import type { WriterRunConfig } from '../../schemas';
import { chooseSizes, type WriterSizes } from './choose-sizes';

/** All that training and export of a writer need to know; stored as plan.json in the run's folder. */
export interface WriterPlan {
  readonly data: WriterDataResult;
  readonly network: DecoderConfig;
  readonly tokens: { readonly bos: number; readonly eos: number; readonly pad: number };
  readonly parameters: number;
  readonly spec: Omit<TrainingInput, 'out'>;
  readonly parent?: ModelReference;
  /** Of the training, multiplications and additions. */
  readonly operations: number;
}

/** Every linear layer: with so few numbers in each, more layers say more than a higher rank. */
const adapted = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'];
const usualEpochs = { model: 12, scratch: 3 } as const;
/** Multiply-adds count twice; what two shared cores give in a training at least. */
const operationsPerSecond = 40e9;

interface Place {
  readonly work: string;
  readonly seed: number;
  /** Tokens before the sample that is shown. */
  readonly prompt: readonly number[];
}

/** A network for the text alone. @throws LoamError `unprocessable` for too little text */
export function planFromScratch(data: WriterDataResult, config: WriterRunConfig, { work, seed, prompt }: Place): WriterPlan {
  const epochs = config.epochs ?? usualEpochs.scratch;
  const sizes = chooseSizes(data.tokens, data.vocabulary, { epochs, minutes: config.minutes });
  const spec = scratchSpec(work, data, { ...sizes, learningRate: config.learningRate ?? sizes.learningRate }, seed);
  return {
    data,
    network: sizes.config,
    tokens: { bos: data.end, eos: data.end, pad: data.end },
    parameters: sizes.parameters,
    spec: { ...spec, sample: sampleOf(data, prompt) },
    operations: 6 * sizes.parameters * sizes.steps * sizes.batch * sizes.time,
  };
}

const looks = 8;

/** Passages follow one another with an end of text between; rows are windows of that. */
export function scratchSpec(
  work: string,
  data: WriterDataResult,
  { config, time, batch, steps, learningRate }: WriterSizes,
  seed: number,
): Omit<TrainingInput, 'out'> {
  const validationWindows = Math.floor((data.validationTokens - 1) / time);
  const file = (name: string): string => path.join(work, `${name}.int32`);
  return {
    network: { kind: 'decoder', config },
    data: { kind: 'windows', train: file('train'), heldOut: validationWindows > 0 ? file('validation') : undefined, time },
    batch,
    steps,
    schedule: { shape: 'cosine', peak: learningRate, warmup: Math.ceil(steps * 0.05), floor: 0.05 },
    weightDecay: 0.1,
    beta2: 0.98,
    seed,
    evaluateEvery: Math.ceil(steps / looks),
    evaluationBatches: Math.max(1, Math.min(20, Math.floor(validationWindows / batch))),
    checkpointSeconds: 20,
  };
}

/** Adapters on a model that writes already. It ends when the validation part has not become better for a few epochs. */
export async function planFromModel(
  data: WriterDataResult,
  config: WriterRunConfig,
  parent: ModelReference,
  { work, seed, prompt }: Place,
): Promise<WriterPlan> {
  const { network, tokens } = await readParent(parent);
  const parameters = countParameters(decoder(network).parameters).total;
  const batch = Math.min(8, data.rows);
  const updates = Math.max(1, Math.round(data.rows / batch));
  const longest = data.lengths[data.lengths.length - 1];
  // Forward, and backward without the gradients of what is frozen.
  const operationsAnUpdate = 4 * parameters * batch * longest;
  const affordable = Math.max(1, Math.floor((config.minutes * 60 * operationsPerSecond) / (operationsAnUpdate * updates)));
  const steps = updates * Math.min(config.epochs ?? usualEpochs.model, affordable);
  const file = (name: string): string => path.join(work, `${name}.int32`);
  return {
    data,
    network,
    tokens,
    parameters,
    spec: {
      network: { kind: 'adapted-decoder', config: network, adapter: { rank: config.rank, alpha: 2 * config.rank, targets: adapted } },
      data: { kind: 'rows', train: file('train'), heldOut: file('validation'), lengths: [...data.lengths], padToken: tokens.pad },
      batch,
      steps,
      schedule: { shape: 'cosine', peak: config.learningRate ?? 2e-3, warmup: Math.ceil(steps * 0.06), floor: 0.05 },
      weightDecay: 0.01,
      beta2: 0.99,
      seed,
      evaluateEvery: updates,
      evaluationBatches: Math.min(20, Math.ceil(data.validationRows / batch) + data.lengths.length - 1),
      patience: 3,
      keepStart: true,
      checkpointSeconds: 20,
      warmStart: path.join(parent.folder, 'model.safetensors'),
      sample: sampleOf(data, prompt),
    },
    parent,
    operations: operationsAnUpdate * steps,
  };
}

/** The writer that comes with Loam. */
export async function shippedWriter(): Promise<ModelReference> {
  const folder = projectPath('models', 'writer');
  const { name, version } = await readManifest(folder);
  return { name, version, folder };
}

async function readParent({ folder }: ModelReference) {
  const manifest = await readManifest(folder);
  if (manifest.kind !== 'decoder') {
    throw new LoamError('unprocessable', `The model ${manifest.name} does not write: choose a writer to start from.`, {
      fields: { parent: 'Not a writer' },
    });
  }
  const file = await readModelFile(folder, manifest, 'config.json');
  // What the trainer reads is what the manifest names.
  await readModelFile(folder, manifest, 'model.safetensors');
  const { config: network, tokens } = readDecoderConfig(JSON.parse(file.toString('utf8')));
  return { network, tokens };
}

function sampleOf({ start, end }: WriterDataResult, prompt: readonly number[]): TrainingInput['sample'] {
  return { prompt: [...start, ...prompt], tokens: 40, temperature: 0.7, endToken: end };
}
