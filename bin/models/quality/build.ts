import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { createRng } from '@/lib/core/rng';
import { openEstimator, type EstimatorFile } from '@/lib/features/stories/server/quality/estimator';
import { openInstruments } from '@/lib/features/stories/server/quality/instruments';
import { createInference, writeModelFolder, type ModelClient } from '@/lib/processes/inference/client';
import { qualityCard } from './card';
import { makeExamples, type Sampled } from '@/lib/features/stories/server/quality/fitting/examples';
import { fitFaults, fitPoints, soundness } from '@/lib/features/stories/server/quality/fitting/fit';
import { knowledgeOf, layGroundwork, type Groundwork } from './groundwork';
import { fitSeams } from '@/lib/features/stories/server/quality/fitting/fit-seams';
import { hearExamples, measureHeard, type HeardExample } from '@/lib/features/stories/server/quality/fitting/measure-examples';
import { measureQuality } from './measure-quality';
import { sampleUnfinished } from './sample';

export interface QualityRecipe {
  /** Folder with the corpora, or one that holds them as `corpora/`. */
  readonly data: string;
  readonly seed: number;
  /** A writer that is not trained to its end: what it writes is one of the damages. */
  readonly early: string;
  /** Where all that takes long is kept, so that the same call goes on where it was stopped. */
  readonly work: string;
}

export interface QualitySurroundings {
  readonly clock: Clock;
  readonly note: (line: string) => void;
}

/** What the writer reads before every text: plain prose began so in its training. */
const start = '<|text|>';
/** Passages that the unfinished writer goes on from, and tries at each. */
const samples = { fit: [12, 6], points: [3, 6], test: [8, 6] } as const;
type SampledParts = Readonly<Record<keyof typeof samples, readonly Sampled[]>>;

/** Fits the estimator and the second judge, measures both on books that no model has read, and writes models/quality. */
export async function buildQuality({ data, seed, early, work }: QualityRecipe, { clock, note }: QualitySurroundings): Promise<{ readonly folder: string }> {
  const inference = createInference();
  try {
    const groundwork = await layGroundwork({ data, seed, work, note });
    const sampled = await sampleOnce(groundwork, { early, work, seed, client: inference.role('unfinished', { folder: early }), note });
    const [writer, embedder] = ['writer', 'embedder'].map((name) => projectPath('models', name));
    const instruments = await openInstruments({
      writer,
      embedder: existsSync(embedder) ? embedder : undefined,
      start,
      role: (name, options) => inference.role(name, options),
    });
    const learned = knowledgeOf(groundwork);
    const rng = createRng(seed);
    const heard = async (role: 'fit' | 'points'): Promise<HeardExample[]> => {
      const options = { rng: rng.fork(`examples ${role}`), terms: learned.terms, sampled: sampled[role] };
      return hearExamples(makeExamples(groundwork.passages[role], options), instruments, {
        folder: work,
        onProgress: (done, all) => note(`${done} of ${all} texts read`),
      });
    };
    const fitting = await heard('fit');
    const knowledge = { ...learned, seams: fitSeams(fitting, learned) };
    const fitted = fitFaults(measureHeard(fitting, knowledge));
    const points = measureHeard(await heard('points'), knowledge);
    const oddsOf = (human: boolean): number[] => soundness(fitted, points.filter(({ kind }) => (kind === 'human') === human)); // prettier-ignore
    const file: EstimatorFile = {
      version: 2,
      writer: { ...instruments.writer, start },
      embedder: instruments.embedder ?? null,
      terms: groundwork.terms,
      genres: groundwork.genres,
      neighbours: groundwork.neighbours,
      seams: knowledge.seams,
      ...fitted,
      points: fitPoints(oddsOf(true), oddsOf(false)),
    };
    note('measuring on books that no model has read');
    const { judge, passages } = groundwork;
    const client = inference.role(instruments.writer.name, { folder: writer });
    const evaluation = await measureQuality(
      { estimator: openEstimator(file), judge, instruments, passages: passages.test, sampled: sampled.test, data, seed, writer: client },
      { work, note, clock },
    );
    const card = qualityCard({ counts: groundwork.counts, file, measured: evaluation, seed, unfinished: sampled.fit.length });
    const text = (value: string): Uint8Array => new TextEncoder().encode(value);
    const folder = projectPath('models', 'quality');
    await writeModelFolder(
      folder,
      { 'quality.json': text(`${JSON.stringify(file)}\n`), 'judge.json': text(`${JSON.stringify(judge)}\n`), 'README.md': text(card) },
      { name: 'quality', version: '1', kind: 'quality', createdAt: clock.now().toISOString(), metrics: evaluation.metrics },
    );
    return { folder };
  } finally {
    inference.close();
  }
}

/** Draws the unfinished writer's texts, or takes those of an earlier call. */
export async function sampleOnce(
  { passages }: Pick<Groundwork, 'passages'>,
  { early, work, seed, client, note }: Omit<QualityRecipe, 'data'> & Pick<QualitySurroundings, 'note'> & { readonly client: ModelClient },
): Promise<SampledParts> {
  const file = path.join(work, `unfinished-${seed}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known) as SampledParts;
  if (!existsSync(early)) {
    throw new LoamError('not_found', `There is no unfinished writer in ${early}. Give the folder of an early checkpoint with --early.`);
  }
  const parts: Partial<Record<keyof typeof samples, Sampled[]>> = {};
  for (const role of ['fit', 'points', 'test'] as const) {
    const [begun, each] = samples[role];
    const rng = createRng(seed).fork(`unfinished ${role}`);
    parts[role] = await sampleUnfinished(passages[role], { folder: early, client, start, rng, passages: begun, each });
    note(`${parts[role].length} unfinished texts for ${role}`);
  }
  await mkdir(work, { recursive: true });
  await writeFile(file, JSON.stringify(parts));
  return parts as SampledParts;
}
