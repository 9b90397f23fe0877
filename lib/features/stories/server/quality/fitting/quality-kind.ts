import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { createRng } from '@/lib/core/rng';
import type { Kind, ModelReference, RunPlace, RunSurroundings } from '@/lib/features/runs';
import { createInference, readManifest, readModelFile, writeModelFolder, type Inference } from '@/lib/processes/inference/client';
import { atWorkbench } from '@/lib/processes/workbench/client';
import { qualityRunConfig, type ScoreStoryInput, type StoryScore } from '../../../quality-schemas';
import type { EstimatorFile } from '../estimator';
import { openScorer, scoreText, type QualityScorer } from '../score-story';
import { makeExamples, type Example } from './examples';
import { faultProblem, fitPoints, fittedFaults, soundness } from './fit';
import { measureExamples } from './measure-examples';
import { measureSeparation } from './measure-separation';
import { readOwnPassages } from './own-passages';
import { qualityRunCard } from './quality-run-card';

export interface ServedQuality {
  score(input: ScoreStoryInput, signal?: AbortSignal): Promise<StoryScore>;
}

/** What lies in examples.json. */
export interface QualityExamples {
  readonly fit: readonly Example[];
  readonly points: readonly Example[];
  readonly heldOut: readonly Example[];
  /** Names of the held-out passages, by their texts. */
  readonly ids: readonly string[];
  readonly textSha256: string;
}

/** What lies in trained.json. */
export interface FittedQuality {
  readonly sha256: string;
  readonly steps: number;
  readonly cpuSeconds: number;
}

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
    const { place, seed, log } = surroundings;
    await mkdir(place.work, { recursive: true });
    const file = path.join(place.input, 'text.txt');
    const rng = createRng(seed);
    const own = await readOwnPassages(file, config.passages, config.heldOut, rng.fork('split'));
    const inference = createInference();
    const { estimator } = await openParent(surroundings, inference).finally(() => inference.close());
    const examplesOf = (part: keyof typeof own): Example[] =>
      makeExamples(own[part], { rng: rng.fork(`examples ${part}`), terms: estimator.terms });
    const examples: QualityExamples = {
      fit: examplesOf('fit'),
      points: examplesOf('points'),
      heldOut: examplesOf('heldOut'),
      ids: own.heldOut.map(({ sentences }) => sha256(sentences.join(' ')).slice(0, 12)),
      textSha256: sha256(await readFile(file)),
    };
    const json = JSON.stringify(examples);
    await writeFile(path.join(place.work, 'examples.json'), json);
    const texts = [...examples.fit, ...examples.points, ...examples.heldOut].filter(
      ({ kind }) => kind !== 'cut' && kind !== 'prompt',
    ).length;
    log(
      `${own.fit.length} passages to learn from, ${own.points.length} to set the points, ${own.heldOut.length} held out; ${texts} texts to read.`,
    );
    return {
      dataSha256: sha256(json),
      counts: { passages: own.fit.length, points: own.points.length, heldOut: own.heldOut.length, texts },
      estimate: { seconds: Math.ceil(texts * secondsAText), bytes: usualBytes },
    };
  },

  async train(_config, surroundings) {
    const { place, signal, onMetric, log } = surroundings;
    const known = await readJson<FittedQuality>(place, 'trained.json').catch(() => undefined);
    if (known) return known;
    const { fit, points } = await readJson<QualityExamples>(place, 'examples.json');
    const before = process.cpuUsage();
    const inference = createInference();
    try {
      const { estimator, instruments } = await openParent(surroundings, inference);
      const steps = fit.length + points.length;
      let done = 0;
      const measured = async (examples: readonly Example[]) => {
        const features = await measureExamples(examples, instruments, estimator, {
          folder: place.work,
          every: 10,
          signal,
          onProgress: (read) => onMetric({ step: done + read, steps, values: { textsRead: done + read } }),
        });
        done += examples.length;
        return features;
      };
      const [learned, calibrated] = [await measured(fit), await measured(points)];
      const problem = faultProblem(learned);
      const { human: _human, bases: _bases, ...regression } = problem;
      const rows = regression.rows.map((row) => Array.from(row));
      const { weights } = await atWorkbench({ task: 'softmax', ...plain(regression), rows }, { signal });
      const fitted = fittedFaults(problem, weights);
      const oddsOf = (human: boolean): number[] => soundness(fitted, calibrated.filter(({ kind }) => (kind === 'human') === human)); // prettier-ignore
      const file: EstimatorFile = { ...estimator.file, ...fitted, points: fitPoints(oddsOf(true), oddsOf(false)) };
      const json = `${JSON.stringify(file)}\n`;
      await writeFile(path.join(place.work, 'quality.json'), json);
      onMetric({ step: steps, steps, values: { textsRead: steps } });
      log(`Fitted to ${learned.length} texts, points set by ${calibrated.length}.`);
      const { user, system } = process.cpuUsage(before);
      const listening = await Promise.all(inference.loaded().map(({ pid }) => processorSeconds(pid)));
      const cpuSeconds = listening.reduce((sum, seconds) => sum + seconds, (user + system) / 1e6);
      const trained: FittedQuality = { sha256: sha256(json), steps, cpuSeconds };
      await writeFile(path.join(place.work, 'trained.json'), JSON.stringify(trained));
      return trained;
    } finally {
      inference.close();
    }
  },

  async export(_config, { name, version, folder }, surroundings) {
    const { place, ctx, seed } = surroundings;
    const parent = await parentOf(surroundings);
    const file = await readFile(path.join(place.work, 'quality.json'));
    const { textSha256, ids, fit } = await readJson<QualityExamples>(place, 'examples.json');
    const card = qualityRunCard({
      name,
      version,
      parent,
      textSha256,
      learned: fit.length,
      heldOut: ids.length,
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
    const { heldOut, ids } = await readJson<QualityExamples>(place, 'examples.json');
    const inference = createInference();
    try {
      const { estimator, instruments } = await openFolder(folder, inference);
      return measureSeparation(
        await measureExamples(heldOut, instruments, estimator, { folder: place.work, signal }),
        ids,
        estimator,
        seed,
      );
    } finally {
      inference.close();
    }
  },

  async serve(folder) {
    const manifest = await readManifest(folder);
    if (manifest.kind !== 'quality') throw new LoamError('unprocessable', `The model ${manifest.name} does not score stories.`);
    for (const name of Object.keys(manifest.files)) await readModelFile(folder, manifest, name);
    const inference = createInference();
    const scorer = await openFolder(folder, inference).catch((error: unknown) => {
      inference.close();
      throw error;
    });
    return { answer: { score: (input, signal) => scoreText(scorer, input, signal) }, close: () => inference.close() };
  },
};

/** An estimator with the writer and the encoder that it was fitted with: they lie beside it, or came with Loam. */
function openFolder(folder: string, inference: Inference): Promise<QualityScorer> {
  return openScorer(folder, [path.dirname(folder), projectPath('models')], (name, options) => inference.role(name, options));
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

async function openParent(surroundings: Pick<RunSurroundings, 'parent'>, inference: Inference): Promise<QualityScorer> {
  return openFolder((await parentOf(surroundings)).folder, inference);
}

function plain({ labels, exampleWeights, classes, l2, allowed }: Omit<ReturnType<typeof faultProblem>, 'bases' | 'human' | 'rows'>) {
  return {
    labels: [...labels],
    exampleWeights: [...exampleWeights],
    classes,
    l2: [...l2],
    allowed: allowed.map((columns) => [...columns]),
  };
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
