import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import type { Kind, ModelReference, RunPlace, RunSurroundings, Trained } from '@/lib/features/runs';
import { createInference, readManifest, readModelFile, writeModelFolder } from '@/lib/processes/inference/client';
import { qualityRunConfig, type ScoreStoryInput, type StoryScore } from '../../../quality-schemas';
import { estimatorFileSchema, type EstimatorFile } from '../estimator';
import { instrumentsOf, openScorer, scoreText } from '../score-story';
import { hearTexts, heardFile, type HearTextsOptions } from './hear-texts';
import { atFitting, workFiles, type FittingResults } from './program/protocol';
import { qualityRunCard } from './quality-run-card';

export interface ServedQuality {
  score(input: ScoreStoryInput, signal?: AbortSignal): Promise<StoryScore>;
}

/** What lies in plan.json. */
interface QualityPlan {
  readonly textSha256: string;
  readonly passages: FittingResults['examples']['passages'];
  readonly texts: FittingResults['examples']['texts'];
}

const planName = 'plan.json';
/** Of processor time: reading a text three times over with the writer, and its sentences with the encoder. */
const secondsAText = 0.25;
/** Both models with their runtimes. */
const usualBytes = 700e6;

/**
 * The story estimator as a kind: its faults are fitted anew to passages of a person's text and damaged forms of them; what it knows of words,
 * genres and neighbours stays that of the model it goes on from. Input: `text.txt`.
 */
export const qualityKind: Kind<typeof qualityRunConfig, ServedQuality> = {
  name: 'quality',
  summary: 'A score that tells prose like that of a text from damaged prose.',
  config: qualityRunConfig,
  data: 'text',
  parents: true,

  async prepare(config, surroundings) {
    const { place, seed, signal, log } = surroundings;
    await mkdir(place.work, { recursive: true });
    const parent = await parentOf(surroundings);
    const text = path.join(place.input, 'text.txt');
    const { dataSha256, passages, texts } = await atFitting(
      { task: 'examples', text, parent: parent.folder, passages: config.passages, heldOut: config.heldOut, seed, work: place.work },
      { signal },
    );
    const plan: QualityPlan = { textSha256: sha256(await readFile(text)), passages, texts };
    await writeFile(path.join(place.work, planName), JSON.stringify(plan));
    const { fit, points, heldOut } = passages;
    const all = texts.learn + texts.heldOut;
    log(`${fit} passages to learn from, ${points} to set the points, ${heldOut} held out; ${all} texts to read.`);
    return {
      dataSha256,
      counts: { passages: fit, points, heldOut, texts: all },
      estimate: { seconds: Math.ceil(all * secondsAText), bytes: usualBytes },
    };
  },

  async train(_config, surroundings) {
    const { place, signal, onMetric, log } = surroundings;
    const known = await readJson<Trained>(place, 'trained.json').catch(() => undefined);
    if (known) return known;
    const { texts } = await readJson<QualityPlan>(place, planName);
    const parent = await parentOf(surroundings);
    const { heard, cpuSeconds } = await hearList(parent.folder, place, workFiles.learn, {
      signal,
      onProgress: (done) => onMetric({ step: done, steps: texts.learn, values: { textsRead: done } }),
    });
    const fitted = await atFitting({ task: 'fit', parent: parent.folder, heard, work: place.work }, { signal });
    onMetric({ step: texts.learn, steps: texts.learn, values: { textsRead: texts.learn } });
    log(`Fitted to ${fitted.learned} texts, points set by ${fitted.calibrated}.`);
    const trained: Trained = { sha256: fitted.sha256, steps: texts.learn, cpuSeconds: cpuSeconds + fitted.cpuSeconds };
    await writeFile(path.join(place.work, 'trained.json'), JSON.stringify(trained));
    return trained;
  },

  async export(_config, { name, version, folder }, surroundings) {
    const { place, ctx, seed } = surroundings;
    const parent = await parentOf(surroundings);
    const file = await readFile(path.join(place.work, workFiles.estimator));
    const { textSha256, passages } = await readJson<QualityPlan>(place, planName);
    const card = qualityRunCard({
      name,
      version,
      parent,
      textSha256,
      learned: passages.fit,
      heldOut: passages.heldOut,
      seed,
      file: JSON.parse(file.toString('utf8')) as EstimatorFile,
    });
    await writeModelFolder(
      folder,
      { 'quality.json': file, 'README.md': new TextEncoder().encode(card) },
      { name, version, kind: 'quality', createdAt: ctx.clock.now().toISOString() },
    );
  },

  async evaluate(folder, { place, seed, signal }) {
    const { heard } = await hearList(folder, place, workFiles.heldOut, { signal });
    return atFitting({ task: 'separation', folder, heard, seed, work: place.work }, { signal });
  },

  async serve(folder, dataDir) {
    const manifest = await readManifest(folder);
    if (manifest.kind !== 'quality') throw new LoamError('unprocessable', `The model ${manifest.name} does not score stories.`);
    for (const name of Object.keys(manifest.files)) await readModelFile(folder, manifest, name);
    const inference = createInference();
    const scorer = await openScorer(folder, await modelsFolders(folder, dataDir), (name, options) => inference.role(name, options)).catch(
      (error: unknown) => {
        inference.close();
        throw error;
      },
    );
    return { answer: { score: (input, signal) => scoreText(scorer, input, signal) }, close: () => inference.close() };
  },
};

/** Where the writer and the encoder may lie that an estimator was fitted with: beside it, among the models of this installation, or with Loam. */
async function modelsFolders(folder: string, dataDir: string): Promise<string[]> {
  const models = path.join(/* turbopackIgnore: true */ dataDir, 'models');
  const names = await readdir(/* turbopackIgnore: true */ models).catch((): string[] => []);
  return [path.dirname(folder), ...names.sort().map((name) => path.join(models, name)), projectPath('models')];
}

/**
 * Lets the models that an estimator listens to hear a list of texts, in processes of their own. Returns where it stands what they said, and
 * the processor time that they took.
 */
async function hearList(
  folder: string,
  { work, dataDir }: RunPlace,
  list: string,
  options: HearTextsOptions,
): Promise<{ readonly heard: string; readonly cpuSeconds: number }> {
  const inference = createInference();
  try {
    const file = await readModelFile(folder, await readManifest(folder), 'quality.json');
    const listened = estimatorFileSchema.pick({ writer: true, embedder: true }).parse(JSON.parse(file.toString('utf8')));
    const folders = await modelsFolders(folder, dataDir);
    const instruments = await instrumentsOf(listened, folders, (name, role) => inference.role(name, role));
    const heard = heardFile(work, instruments);
    await hearTexts(path.join(work, list), heard, instruments, options);
    const used = await Promise.all(inference.loaded().map(({ pid }) => processorSeconds(pid)));
    return { heard, cpuSeconds: used.reduce((sum, seconds) => sum + seconds, 0) };
  } finally {
    inference.close();
  }
}

/** The model that a run goes on from: the estimator that comes with Loam unless another is named. */
async function parentOf({ parent }: Pick<RunSurroundings, 'parent'>): Promise<ModelReference> {
  const folder = parent?.folder ?? projectPath('models', 'quality');
  const { name, version, kind } = await readManifest(folder);
  if (kind !== 'quality') {
    throw new LoamError('unprocessable', `The model ${name} does not score stories: choose one that does.`, {
      fields: { parent: 'No estimator' },
    });
  }
  return { name, version, folder };
}

/** What a process of this machine has used; zero where the system does not tell. */
async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name, which may hold anything: state is the third field, user and system time the 14th and 15th, in hundredths.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

async function readJson<T>({ work }: RunPlace, name: string): Promise<T> {
  return JSON.parse(await readFile(path.join(work, name), 'utf8')) as T;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
