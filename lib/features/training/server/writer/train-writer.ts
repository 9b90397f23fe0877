import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import type { TrainWriterInput, TrainedWriter } from '@/lib/features/models';
import { modelFolder } from '@/lib/features/models/server';
import { createInference, manifestName } from '@/lib/processes/inference/client';
import { startTraining, type TrainingEvent } from '@/lib/processes/trainer/client';
import { atWorkbench, type HeldOut } from '@/lib/processes/workbench/client';
import { chooseSizes, type WriterSizes } from './choose-sizes';
import { evaluateWriter } from './evaluate-writer';
import { modelCard } from './model-card';
import { scratchSpec } from './plan-writer';

export type WriterProgress =
  | {
      readonly phase: 'prepared';
      readonly tokens: number;
      readonly vocabulary: number;
      readonly sizes: WriterSizes;
      readonly heldOut: number;
    }
  | { readonly phase: 'training'; readonly event: TrainingEvent }
  | { readonly phase: 'measuring' };

export interface WriterSurroundings {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly onProgress?: (progress: WriterProgress) => void;
  /** Stops with a checkpoint: the same call goes on from it. */
  readonly signal?: AbortSignal;
  /** As startTraining. */
  readonly idle?: boolean;
}

/**
 * Trains a writer from a text file and leaves it as a model folder in the hub's layout, measured on passages that it has not
 * seen. A run that was stopped or killed goes on where it stood when it is called with the same text and settings.
 * @throws LoamError for a text that cannot be used, a folder that holds something else, or a training that failed or was stopped
 */
export async function trainWriter(input: TrainWriterInput, surroundings: WriterSurroundings): Promise<TrainedWriter> {
  const { dataDir, clock, onProgress = () => undefined, signal, idle } = surroundings;
  if (input.out) await refuseOtherFolder(input.out);
  const { epochs, minutes, seed } = input;
  const work = path.join(dataDir, 'trainings', `writer-${await nameOf(input.data, { epochs, minutes, seed })}`);
  const data = await atWorkbench({ task: 'writer-data', input: input.data, heldOut: 0.1, validation: 0.05, seed, out: work }, { signal });
  const { inputSha256: dataSha256, tokens, vocabulary, end } = data;
  const sizes = chooseSizes(tokens, vocabulary, input);
  onProgress({ phase: 'prepared', tokens, vocabulary, sizes, heldOut: data.passages.heldOut });
  const training = await startTraining(
    { ...scratchSpec(work, data, sizes, seed), out: work },
    (event) => onProgress({ phase: 'training', event }),
    { signal, idle },
  );
  const done = await training.ended;
  if (done.event === 'stopped') {
    throw new LoamError('unavailable', `The training was stopped at step ${done.step}. The same command goes on from there.`);
  }
  signal?.throwIfAborted();

  onProgress({ phase: 'measuring' });
  const createdAt = clock.now().toISOString();
  const about = { name: input.model, version: `${createdAt.slice(0, 10)}-${done.sha256.slice(0, 8)}`, createdAt };
  const pack = (folder: string, card: string, metrics?: Record<string, unknown>) =>
    atWorkbench({
      task: 'decoder-folder',
      folder,
      weights: done.weights,
      network: sizes.config,
      tokens: { bos: end, eos: end, pad: end },
      tokenizer: work,
      compact: false,
      card,
      about: { ...about, metrics },
    });
  const candidate = path.join(work, 'candidate');
  await pack(candidate, '');
  const { passages } = JSON.parse(await readFile(path.join(work, 'held-out.json'), 'utf8')) as HeldOut;
  const scores = await scoresOf(candidate, passages.map((passage) => Int32Array.from([end, ...passage.tokens, end])), signal); // prettier-ignore
  const metrics = {
    ...evaluateWriter({
      heldOut: passages.map(({ tokens: own, bytes, bigram: [inside, last] }) => ({ tokens: own.length + 1, bytes, bigram: inside + last })),
      scores,
      rng: createRng(seed).fork('bootstrap'),
    }),
    heldOutPassages: passages.length,
    heldOutLines: data.heldOutLines,
    heldOutTokens: data.heldOutTokens,
    trainTokens: tokens,
    leaksRemoved: data.leaksRemoved,
  };
  const { sha256, seconds } = done;
  const folder = input.out ? path.resolve(input.out) : modelFolder(dataDir, about.name, about.version);
  await mkdir(path.dirname(folder), { recursive: true });
  await pack(
    folder,
    modelCard({ ...about, input, dataName: path.basename(input.data), dataSha256, sizes, metrics, seconds, sha256 }),
    metrics,
  );
  await rm(work, { recursive: true, force: true });
  const { parameters, steps } = sizes;
  return { model: about.name, version: about.version, folder, metrics, parameters, vocabulary, steps, seconds, sha256 };
}

/** What the exported graphs themselves say of the passages: what is measured is what is used. */
async function scoresOf(folder: string, texts: readonly Int32Array[], signal?: AbortSignal) {
  const inference = createInference();
  try {
    const score = (precision: 'float32' | 'int8') =>
      inference.role('measured', { folder, precision }).score(texts, { signal, deadline: 30 * 60_000 });
    return { float32: await score('float32'), int8: await score('int8') };
  } finally {
    inference.close();
  }
}

/** Of the work folder: equal for the same text and settings. A text that cannot be read is refused where it is read. */
async function nameOf(data: string, settings: object): Promise<string> {
  const bytes = await readFile(data).catch(() => Buffer.alloc(0));
  return createHash('sha256').update(JSON.stringify(settings)).update(bytes).digest('hex').slice(0, 16);
}

async function refuseOtherFolder(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new LoamError('conflict', `${folder} is no folder. Choose another path for --out.`, { cause: error });
  });
  if (there.length > 0 && !there.includes(manifestName)) {
    throw new LoamError(
      'conflict',
      `${folder} holds files that are no model; they would be replaced. Choose an empty or new folder for --out.`,
    );
  }
}
