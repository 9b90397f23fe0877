import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import type { Kind, ModelReference, RunPlace, RunSurroundings } from '@/lib/features/runs';
import type { EncoderConfig } from '@/lib/ml/nets';
import { readEncoderConfig } from '@/lib/ml/nets/export/read-encoder';
import { encoderParameters } from '@/lib/ml/nets/encoder';
import { countParameters } from '@/lib/ml/nets/network';
import { readManifest, readModelFile, type ModelClient } from '@/lib/processes/inference/client';
import { estimateBytes, type TrainingInput } from '@/lib/processes/trainer/client';
import { trainingSpecSchema } from '@/lib/processes/trainer/protocol';
import { atWorkbench, type EmbedderDataResult, type SearchSets } from '@/lib/processes/workbench/client';
import { embedderRunConfig, type EmbedderRunConfig } from '../../schemas';
import { generalProse } from '../general-prose';
import { threads, trainingSeconds } from '../machine-rate';
import { finishedTraining, runTrainer } from '../run-trainer';
import { servedFolder } from '../served-folder';
import { startingPoint } from '../starting-point';
import { embedderCard, type EmbedderPlan } from './embedder-card';
import { measureEmbedder } from './measure-embedder';

export type ServedEmbedder = Pick<ModelClient, 'embed'>;

const planName = 'plan.json';
const [usualAnchor, usualCandidate, usualBatch, togetherInBatch] = [24, 64, 32, 4] as const;

/** The sentence encoder as a kind: what comes with Loam learns which passages of a text answer which questions. Input: `text.txt`. */
export const embedderKind: Kind<typeof embedderRunConfig, ServedEmbedder> = {
  name: 'embedder',
  summary: 'A sentence encoder that finds the passages of a text that answer a question.',
  config: embedderRunConfig,
  data: 'text',
  parents: true,

  async prepare(config, surroundings) {
    const { place, seed, signal, log } = surroundings;
    await mkdir(place.work, { recursive: true });
    const parent = await parentOf(surroundings);
    const { config: network, padToken } = await readParent(parent);
    const [anchorLength, candidateLength] = [Math.min(usualAnchor, network.context), Math.min(usualCandidate, network.context)];
    const data = await atWorkbench(
      {
        task: 'embedder-data',
        text: path.join(place.input, 'text.txt'),
        tokenizer: parent.folder,
        general: await generalProse(place),
        heldOut: config.heldOut,
        validation: 0.1,
        anchorLength,
        candidateLength,
        seed,
        out: place.work,
      },
      { signal },
    );
    const parameters = countParameters(encoderParameters(network)).total;
    const spec = specOf(config, data, { network, padToken, anchorLength, candidateLength, seed, work: place.work });
    const plan: EmbedderPlan = { data, network, padToken, parameters, spec, parent };
    await writeFile(path.join(place.work, planName), JSON.stringify(plan));
    const { train, validation, heldOut } = data.passages;
    log(
      `${data.pairs} questions on ${train} passages to learn from, ${validation} passages to choose by, ${heldOut} held out with ${data.queries} questions.`,
    );
    // The table of words is looked up, not multiplied.
    const multiplied = parameters - network.vocabulary * network.width;
    const operations = 6 * multiplied * spec.steps * spec.batch * (anchorLength + candidateLength);
    return {
      dataSha256: data.dataSha256,
      counts: {
        passages: train,
        validation,
        heldOut,
        pairs: data.pairs,
        queries: data.queries,
        leaksRemoved: data.leaksRemoved,
        parameters,
        updates: spec.steps,
      },
      estimate: {
        seconds: await trainingSeconds(operations),
        bytes: estimateBytes(trainingSpecSchema.parse({ ...spec, out: place.work })),
      },
    };
  },

  async train(_config, surroundings) {
    const { work } = surroundings.place;
    const { spec } = await readPlan(surroundings.place);
    const { folder } = await parentOf(surroundings);
    return runTrainer({ ...spec, warmStart: path.join(folder, 'model.safetensors'), threads, out: work }, surroundings);
  },

  async export(_config, { name, version, folder }, surroundings) {
    const { place, ctx, signal, seed } = surroundings;
    const plan = await readPlan(place);
    const done = await finishedTraining(place.work);
    await atWorkbench(
      {
        task: 'encoder-folder',
        folder,
        weights: done.weights,
        network: plan.network,
        padToken: plan.padToken,
        tokenizer: (await parentOf(surroundings)).folder,
        card: embedderCard({ name, version, plan, done, seed }),
        about: { name, version, createdAt: ctx.clock.now().toISOString() },
      },
      { signal },
    );
  },

  async evaluate(folder, { place, seed, signal }) {
    const sets = JSON.parse(await readFile(path.join(place.work, 'search-sets.json'), 'utf8')) as SearchSets;
    const { parent } = await readPlan(place);
    const start = await startingPoint(place, parent, () => measureEmbedder(parent.folder, sets, { seed, signal }));
    return measureEmbedder(folder, sets, { seed, signal, start });
  },

  async serve(folder) {
    return servedFolder(folder, 'encoder', (client) => client.embed(['']));
  },
};

interface Sizes {
  readonly network: EncoderConfig;
  readonly padToken: number;
  readonly anchorLength: number;
  readonly candidateLength: number;
  readonly seed: number;
  readonly work: string;
}

/** Small steps from what is known: it ends when questions that it does not learn from are answered no better. */
function specOf(
  config: EmbedderRunConfig,
  data: EmbedderDataResult,
  { network, padToken, anchorLength, candidateLength, seed, work }: Sizes,
): Omit<TrainingInput, 'out'> {
  const least = Math.min(usualBatch, data.pairs, data.validationPairs);
  const batch = least - (least % togetherInBatch);
  const updates = Math.max(1, Math.round(data.pairs / batch));
  const steps = updates * config.epochs;
  return {
    network: { kind: 'contrastive', config: network, temperature: 0.05 },
    data: {
      kind: 'pairs',
      train: path.join(work, 'train.int32'),
      heldOut: path.join(work, 'validation.int32'),
      anchorLength,
      candidateLength,
      negatives: 0,
      together: togetherInBatch,
      padToken,
    },
    batch,
    steps,
    schedule: { shape: 'linear', peak: config.learningRate, warmup: Math.ceil(steps * 0.1), floor: 0.02 },
    weightDecay: 0.01,
    beta2: 0.99,
    seed,
    evaluateEvery: Math.max(1, Math.ceil(updates / 2)),
    evaluationBatches: Math.max(1, Math.min(8, Math.floor(data.validationPairs / batch))),
    patience: 4,
    keepStart: true,
    checkpointSeconds: 20,
  };
}

/** The model that a run goes on from: the embedder that comes with Loam unless another is named. */
async function parentOf({ parent }: Pick<RunSurroundings, 'parent'>): Promise<ModelReference> {
  if (parent) return parent;
  const folder = projectPath('models', 'embedder');
  const { name, version } = await readManifest(folder);
  return { name, version, folder };
}

async function readParent({ folder }: ModelReference) {
  const manifest = await readManifest(folder);
  if (manifest.kind !== 'encoder') {
    throw new LoamError('unprocessable', `The model ${manifest.name} does not embed: choose an embedder to start from.`, {
      fields: { parent: 'Not an embedder' },
    });
  }
  // What the trainer reads is what the manifest names.
  await readModelFile(folder, manifest, 'model.safetensors');
  return readEncoderConfig(JSON.parse((await readModelFile(folder, manifest, 'config.json')).toString('utf8')));
}

async function readPlan({ work }: RunPlace): Promise<EmbedderPlan> {
  return JSON.parse(await readFile(path.join(work, planName), 'utf8')) as EmbedderPlan;
}
