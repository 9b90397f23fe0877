import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { exportDecoder } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { createTokenizer, tokenizerFiles, trainBpe, type Tokenizer } from '@/lib/ml/text/bpe';
import { createInference, manifestName, writeModelFolder } from '@/lib/processes/inference/client';
import { startTraining, type TrainingEvent, type TrainingInput } from '@/lib/processes/trainer/client';
import type { TrainWriterInput, TrainedWriter } from '../../schemas';
import { modelFolder } from '../model-folders';
import { chooseSizes, chooseVocabularySize, type WriterSizes } from './choose-sizes';
import { evaluateWriter } from './evaluate-writer';
import { modelCard } from './model-card';
import { readText } from './read-text';
import { splitText, type Passage, type TextParts } from './split-text';

export type WriterProgress =
  | { readonly phase: 'prepared'; readonly tokens: number; readonly vocabulary: number; readonly sizes: WriterSizes; readonly parts: TextParts }
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

/** Begins and ends every passage: id 0. */
const endOfText = '<|endoftext|>';
const [endId, looks] = [0, 8];

/**
 * Trains a writer from a text file and leaves it as a model folder in the hub's layout, measured on passages that it has not
 * seen. A run that was stopped or killed goes on where it stood when it is called with the same text and settings.
 * @throws LoamError for a text that cannot be used, a folder that holds something else, or a training that failed or was stopped
 */
export async function trainWriter(input: TrainWriterInput, surroundings: WriterSurroundings): Promise<TrainedWriter> {
  const { dataDir, clock, onProgress = () => undefined, signal, idle } = surroundings;
  if (input.out) await refuseOtherFolder(input.out);
  const text = await readText(input.data);
  const dataSha256 = createHash('sha256').update(text).digest('hex');
  const rng = createRng(input.seed);
  const parts = splitText(text, rng.fork('split'));
  const trainTexts = parts.train.map((passage) => passage.text);
  const tokenizer = createTokenizer(trainBpe(trainTexts, { vocabularySize: chooseVocabularySize(text.length), specialTokens: [endOfText] }));
  const [train, validation, heldOut] = [parts.train, parts.validation, parts.heldOut].map((part) => encode(tokenizer, part));
  const tokens = train.reduce((sum, passage) => sum + passage.length, 1);
  const sizes = chooseSizes(tokens, tokenizer.size, input);
  onProgress({ phase: 'prepared', tokens, vocabulary: tokenizer.size, sizes, parts });

  const settings = JSON.stringify({ dataSha256, sizes, epochs: input.epochs, seed: input.seed });
  const work = path.join(dataDir, 'trainings', `writer-${createHash('sha256').update(settings).digest('hex').slice(0, 16)}`);
  await mkdir(work, { recursive: true });
  const spec = await trainingSpec(work, { train, validation }, sizes, input.seed);
  const training = await startTraining(spec, (event) => onProgress({ phase: 'training', event }), { signal, idle });
  const done = await training.ended;
  if (done.event === 'stopped') {
    throw new LoamError('unavailable', `The training was stopped at step ${done.step}. The same command goes on from there.`);
  }
  signal?.throwIfAborted();

  onProgress({ phase: 'measuring' });
  const weights = readSafetensors(await readFile(done.weights)).tensors as FloatTensors;
  const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const roles = { bos: endOfText, eos: endOfText, pad: endOfText };
  const described = tokenizerFiles(tokenizer.vocabulary, roles, { modelMaxLength: sizes.config.context });
  const files = {
    ...exportDecoder(sizes.config, weights, { bos: endId, eos: endId, pad: endId }),
    'tokenizer.json': json(described.tokenizer),
    'tokenizer_config.json': json({ ...described.config, add_bos_token: true }),
  };
  const createdAt = clock.now().toISOString();
  const about = { name: input.model, version: `${createdAt.slice(0, 10)}-${done.sha256.slice(0, 8)}`, kind: 'decoder', createdAt } as const;
  const candidate = path.join(work, 'candidate');
  await writeModelFolder(candidate, files, about);
  const scores = await scoresOf(candidate, heldOut, signal);
  const metrics = {
    ...evaluateWriter({
      train,
      heldOut: heldOut.map((passage, i) => ({ tokens: passage, bytes: Buffer.byteLength(parts.heldOut[i].text) })),
      vocabulary: tokenizer.size,
      scores,
      rng: rng.fork('bootstrap'),
    }),
    heldOutPassages: heldOut.length,
    heldOutLines: parts.heldOut.reduce((sum, { lines }) => sum + lines, 0),
    heldOutTokens: heldOut.reduce((sum, passage) => sum + passage.length, 0),
    trainTokens: tokens,
    leaksRemoved: parts.leaksRemoved,
  };
  const { sha256, seconds } = done;
  const card = modelCard({ ...about, input, dataName: path.basename(input.data), dataSha256, sizes, metrics, seconds, sha256 });
  const folder = input.out ? path.resolve(input.out) : modelFolder(dataDir, about.name, about.version);
  await mkdir(path.dirname(folder), { recursive: true });
  await writeModelFolder(folder, { ...files, 'README.md': new TextEncoder().encode(card) }, { ...about, metrics });
  await rm(work, { recursive: true, force: true });
  const { parameters, steps } = sizes;
  return { model: about.name, version: about.version, folder, metrics, parameters, vocabulary: tokenizer.size, steps, seconds, sha256 };
}

const encode = (tokenizer: Tokenizer, passages: readonly Passage[]): number[][] =>
  passages.map(({ text }) => [...tokenizer.encode(text), endId]);

/** Writes the tokens to the work folder; passages follow one another with an end of text between. */
async function trainingSpec(
  work: string,
  { train, validation }: { readonly train: number[][]; readonly validation: number[][] },
  { config, time, batch, steps, learningRate }: WriterSizes,
  seed: number,
): Promise<TrainingInput> {
  const write = async (name: string, passages: number[][]): Promise<{ file: string; windows: number }> => {
    const row = Int32Array.from([endId, ...passages.flat()]);
    const file = path.join(work, `${name}.int32`);
    await writeFile(file, new Uint8Array(row.buffer));
    return { file, windows: Math.floor((row.length - 1) / time) };
  };
  const [trainRow, validationRow] = [await write('train', train), await write('validation', validation)];
  return {
    network: { kind: 'decoder', config },
    data: { kind: 'windows', train: trainRow.file, heldOut: validationRow.windows > 0 ? validationRow.file : undefined, time },
    batch,
    steps,
    schedule: { shape: 'cosine', peak: learningRate, warmup: Math.ceil(steps * 0.05), floor: 0.05 },
    weightDecay: 0.1,
    beta2: 0.98,
    seed,
    evaluateEvery: Math.ceil(steps / looks),
    evaluationBatches: Math.max(1, Math.min(20, Math.floor(validationRow.windows / batch))),
    checkpointSeconds: 20,
    out: work,
  };
}

/** What the exported graphs themselves say of the passages: what is measured is what is used. */
async function scoresOf(folder: string, passages: readonly (readonly number[])[], signal?: AbortSignal) {
  const inference = createInference();
  try {
    const texts = passages.map((passage) => Int32Array.from([endId, ...passage]));
    const score = (precision: 'float32' | 'int8') =>
      inference.role('measured', { folder, precision }).score(texts, { signal, deadline: 30 * 60_000 });
    return { float32: await score('float32'), int8: await score('int8') };
  } finally {
    inference.close();
  }
}

async function refuseOtherFolder(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new LoamError('conflict', `${folder} is no folder. Choose another path for --out.`, { cause: error });
  });
  if (there.length > 0 && !there.includes(manifestName)) {
    throw new LoamError('conflict', `${folder} holds files that are no model; they would be replaced. Choose an empty or new folder for --out.`);
  }
}
