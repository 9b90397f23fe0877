import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { createRng } from '@/lib/core/rng';
import { openEstimator, type EstimatorFile, type TextKnowledge } from '@/lib/features/stories/server/quality/estimator';
import { openInstruments, type Instruments } from '@/lib/features/stories/server/quality/instruments';
import { measureText } from '@/lib/features/stories/server/quality/measure';
import { readSentences } from '@/lib/features/stories/server/quality/reading';
import { loadNaiveBayes } from '@/lib/ml/text';
import { loadHashedLogistic, saveHashedLogistic } from '@/lib/ml/train/tabular';
import { createInference, writeModelFolder } from '@/lib/processes/inference/client';
import { readFiction } from '../fiction';
import { qualityCard } from './card';
import { makeExamples, type Example } from './examples';
import { fitFaults, fitPoints, soundness, type MeasuredExample } from './fit';
import { hearAll } from './hear';
import { fitJudge } from './judge';
import { measureQuality } from './measure-quality';
import { fitNeighbours } from './neighbours';
import { prepareMaterial, termWeights, type Material } from './prepare';
import { sampleUnfinished, type Sampled } from './sample';

export interface QualityRecipe {
  /** Folder with the corpora, or one that holds them as `corpora/`. */
  readonly data: string;
  readonly seed: number;
  /** A writer that is not trained to its end: what it writes is one of the damages. */
  readonly early: string;
  /** Where likelihoods and samples are kept, so that the same call goes on where it was stopped. */
  readonly work: string;
}

export interface QualitySurroundings {
  readonly clock: Clock;
  readonly note: (line: string) => void;
}

/** What the writer reads before every text: plain prose began so in its training. */
const start = '<|text|>';
/** Passages that the unfinished writer goes on from, and texts of each. */
const samples = { fit: [12, 6], points: [3, 6], test: [8, 6] } as const;

/** Fits the estimator and the second judge, measures both on books that no model has read, and writes models/quality. */
export async function buildQuality({ data, seed, early, work }: QualityRecipe, { clock, note }: QualitySurroundings): Promise<{ readonly folder: string }> {
  const inference = createInference();
  try {
    const embedder = existsSync(projectPath('models', 'embedder')) ? projectPath('models', 'embedder') : undefined;
    const instruments = await openInstruments({ writer: projectPath('models', 'writer'), embedder, start, role: (name, options) => inference.role(name, options) });
    note('reading the books');
    const material = prepareMaterial(await readFiction(corporaFolder(data)), seed);
    const rng = createRng(seed);
    note(`${material.passages.words.length} passages teach words, genres and neighbours`);
    const neighbours = fitNeighbours(material.passages.words, rng.fork('neighbours'));
    const sampled = await sampleOnce(material, { early, work, seed, client: inference.role('unfinished', { folder: early }), note });
    const saved = { order: saveHashedLogistic(neighbours.order), joined: saveHashedLogistic(neighbours.joined) };
    // What is measured is what will be loaded: weights of eight bits.
    const knowledge: TextKnowledge = {
      terms: termWeights(material.terms),
      genres: loadNaiveBayes(material.genres.save()),
      neighbours: { order: loadHashedLogistic(saved.order), joined: loadHashedLogistic(saved.joined) },
    };
    const examplesOf = (role: 'fit' | 'points'): Example[] =>
      makeExamples(material.passages[role], { rng: rng.fork(`examples ${role}`), terms: knowledge.terms, sampled: sampled[role] });
    const fit = await measureExamples(examplesOf('fit'), instruments, knowledge, { work, note });
    const points = await measureExamples(examplesOf('points'), instruments, knowledge, { work, note });
    const fitted = fitFaults(fit);
    const of = (human: boolean): number[] => soundness(fitted, points.filter(({ kind }) => (kind === 'human') === human)); // prettier-ignore
    const file: EstimatorFile = {
      version: 1,
      writer: { ...instruments.writer, start },
      embedder: instruments.embedder ?? null,
      terms: material.terms,
      genres: material.genres.save(),
      neighbours: saved,
      ...fitted,
      points: fitPoints(of(true), of(false)),
    };
    note('fitting the second judge on its own books');
    const judge = fitJudge(makeExamples(material.passages.judge, { rng: rng.fork('judge'), terms: knowledge.terms }), rng.fork('judge'));
    note('measuring on books that no model has read');
    const measured = await measureQuality(
      { estimator: openEstimator(file), judge, instruments, material, sampled: sampled.test, data, seed, writer: inference.role(instruments.writer.name, { folder: projectPath('models', 'writer') }) },
      { work, note, clock },
    );
    const about = { name: 'quality', version: '1', kind: 'quality', createdAt: clock.now().toISOString() } as const;
    const folder = projectPath('models', 'quality');
    const card = qualityCard({ material, file, measured, seed, samples: sampled });
    const text = (value: string): Uint8Array => new TextEncoder().encode(value);
    await writeModelFolder(
      folder,
      { 'quality.json': text(`${JSON.stringify(file)}\n`), 'judge.json': text(`${JSON.stringify(judge)}\n`), 'README.md': text(card) },
      { ...about, metrics: measured.metrics },
    );
    return { folder };
  } finally {
    inference.close();
  }
}

/** The folder of the shards: the one given, or `corpora/` in it. */
export function corporaFolder(data: string): string {
  const inside = path.join(data, 'corpora');
  return existsSync(inside) ? inside : data;
}

/** Features of examples, as the estimator will see them. */
export async function measureExamples(
  examples: readonly Example[],
  instruments: Instruments,
  knowledge: TextKnowledge,
  { work, note }: { readonly work?: string; readonly note: (line: string) => void },
): Promise<MeasuredExample[]> {
  // A text whose last sentence breaks off is judged by its form alone: the models need not read it again.
  const read = examples.filter(({ kind }) => kind !== 'cut');
  const heard = await hearAll(read, instruments, { folder: work, onProgress: (done, all) => note(`${done} of ${all} texts read`) });
  const wholeOf = new Map(read.flatMap((example, i) => (example.kind === 'human' ? [[example.passage, heard[i].heard] as const] : [])));
  const heardOf = new Map(read.map((example, i) => [example, heard[i].heard]));
  return examples.map((example) => {
    const { kind, book, passage, request, sentences } = example;
    const text = readSentences(sentences);
    const said = heardOf.get(example) ?? wholeOf.get(passage);
    if (!said) throw new Error(`nothing was heard of passage ${passage}`);
    return { kind, book, passage, features: measureText(text, request, said, knowledge) };
  });
}

type SampledParts = Readonly<Record<keyof typeof samples, readonly Sampled[]>>;

/** Draws the unfinished writer's texts, or takes those of an earlier call. */
export async function sampleOnce(
  material: Material,
  { early, work, seed, client, note }: Omit<QualityRecipe, 'data'> & Pick<QualitySurroundings, 'note'> & { readonly client: Parameters<typeof sampleUnfinished>[1]['client'] },
): Promise<SampledParts> {
  const file = path.join(work, `unfinished-${seed}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known) as SampledParts;
  if (!existsSync(early)) {
    throw new LoamError('not_found', `There is no unfinished writer in ${early}. Give the folder of an early checkpoint with --early.`);
  }
  const parts: Partial<Record<keyof typeof samples, Sampled[]>> = {};
  for (const role of ['fit', 'points', 'test'] as const) {
    const [passages, each] = samples[role];
    const rng = createRng(seed).fork(`unfinished ${role}`);
    parts[role] = await sampleUnfinished(material.passages[role], { folder: early, client, start, rng, passages, each });
    note(`${parts[role].length} unfinished texts for ${role}`);
  }
  await mkdir(work, { recursive: true });
  await writeFile(file, JSON.stringify(parts));
  return parts as SampledParts;
}
