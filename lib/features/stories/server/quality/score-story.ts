import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import { counted, inference } from '@/lib/features/models/server';
import { graphFile, readManifest, readModelFile } from '@/lib/processes/inference/client';
import type { ScoreStoryInput, StoryScore } from '../../quality-schemas';
import { estimate, openEstimator, type Estimator, type EstimatorFile } from './estimator';
import { faults, features } from './faults';
import { openInstruments, type Instruments, type UsedModel } from './instruments';
import { measureText } from './measure';
import { readText } from './reading';

/** An estimator with the two models that it listens to. */
export interface QualityScorer {
  readonly name: string;
  readonly version: string;
  readonly estimator: Estimator;
  readonly instruments: Instruments;
}

/** Scores a story from 0 to 10 and opens the score into its parts. Nothing is kept. */
export async function scoreStory(ctx: Ctx, input: ScoreStoryInput): Promise<StoryScore> {
  const scorer = await shippedScorer(currentApp<Ctx>().settings.dataDir);
  return counted(
    () => Promise.resolve(scorer),
    ctx.signal,
    () => scoreText(scorer, input, ctx.signal),
  );
}

const [fewWords, manyWords] = [60, 600] as const;

/** Scores a text with an opened estimator. @throws LoamError `unprocessable` for a text without two sentences */
export async function scoreText(
  { name, version, estimator, instruments }: QualityScorer,
  { text, genre, prompt }: ScoreStoryInput,
  signal?: AbortSignal,
): Promise<StoryScore> {
  const read = readText(text);
  if (read.sentences.length < 2) {
    throw new LoamError('unprocessable', 'There is too little to score: write at least two sentences.', {
      fields: { text: 'At least two sentences' },
    });
  }
  const request = { genre, prompt: prompt?.trim() === '' ? undefined : prompt };
  const measured = measureText(read, request, await instruments.hear(read, request, { signal }), estimator);
  const { score, probability, parts } = estimate(estimator, measured);
  const words = read.sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  return {
    score,
    probability,
    parts: parts.map(({ fault, points, probability: chance, signs }) => ({
      fault,
      label: faults[fault],
      points,
      probability: chance,
      signs: signs
        .slice(0, 4)
        .map(({ feature, value, usual, evidence }) => ({ feature, label: features[feature], value, usual: [...usual], evidence })),
    })),
    words,
    sentences: read.sentences.length,
    notes: [
      ...(words < fewWords ? [`With ${words} words there is little to go by.`] : []),
      ...(words > manyWords ? ['It was fitted to passages of about 180 words; of longer texts it knows less.'] : []),
    ],
    model: { name, version },
    writer: { name: instruments.writer.name, version: instruments.writer.version },
  };
}

/** The scorer that comes with Loam, opened once. */
export function shippedScorer(dataDir: string): Promise<QualityScorer> {
  const opened = singleton(`quality ${dataDir}`, () => new Map<string, Promise<QualityScorer>>());
  let scorer = opened.get('shipped');
  if (!scorer) {
    scorer = openScorer(projectPath('models', 'quality'), projectPath('models'), (name, options) => inference(dataDir).role(name, options));
    opened.set('shipped', scorer);
    // What could not be opened may be there next time.
    scorer.catch(() => opened.delete('shipped'));
  }
  return scorer;
}

/**
 * Opens an estimator's folder and finds the models that it was fitted with, in one of the folders of models.
 * @throws LoamError `not_found`, `unprocessable` where the models are others
 */
export async function openScorer(
  folder: string,
  modelsFolders: string | readonly string[],
  role: Parameters<typeof openInstruments>[0]['role'],
): Promise<QualityScorer> {
  const manifest = await readManifest(folder);
  const file: unknown = JSON.parse((await readModelFile(folder, manifest, 'quality.json')).toString('utf8'));
  const estimator = openEstimator(file);
  const instruments = await instrumentsOf(estimator.file, modelsFolders, role);
  return { name: manifest.name, version: manifest.version, estimator, instruments };
}

/** Opens the models that an estimator was fitted with. @throws LoamError `unprocessable` where they are in none of the folders */
export async function instrumentsOf(
  { writer, embedder }: Pick<EstimatorFile, 'writer' | 'embedder'>,
  modelsFolders: string | readonly string[],
  role: Parameters<typeof openInstruments>[0]['role'],
): Promise<Instruments> {
  return openInstruments({
    writer: await folderOf(writer, modelsFolders),
    embedder: embedder ? await folderOf(embedder, modelsFolders) : undefined,
    start: writer.start,
    role,
  });
}

async function folderOf(wanted: UsedModel, modelsFolders: string | readonly string[]): Promise<string> {
  const inside = async (models: string) => (await readdir(models).catch(() => [])).sort().map((name) => path.join(models, name));
  for (const folder of (await Promise.all([modelsFolders].flat().map(inside))).flat()) {
    const manifest = await readManifest(folder).catch(() => undefined);
    if (manifest?.files[graphFile('int8')]?.sha256 === wanted.graph) return folder;
  }
  throw new LoamError(
    'unprocessable',
    `The quality estimator was fitted with ${wanted.name} ${wanted.version}, which is not here. Build it again: loam models build quality.`,
  );
}
