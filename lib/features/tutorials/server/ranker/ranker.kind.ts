import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import type { Kind, RunPlace } from '@/lib/features/runs';
import { bootstrapMean } from '@/lib/ml/eval';
import { pairwiseAccuracy, pairwiseTrainer, type NamedFeatures, type PairwiseModel, type Preference } from '@/lib/ml/train/tabular';
import { readManifest, readModelFile, writeModelFolder } from '@/lib/processes/inference/client';
import { judgementsOf, readRatings, type Judgements } from './judgements';
import { rankerCard } from './ranker-card';

const config = z.object({
  iterations: z.coerce.number().int().min(10).max(5000).default(300).describe('Passes over all pairs of ratings'),
  penalty: z.coerce.number().min(0).max(10).default(0.01).describe('Strength of the pull towards no preference, per pair'),
});
type Config = z.output<typeof config>;

const features = z.record(z.string(), z.number());
const pair = z.tuple([z.int(), z.int()]);
/** Features once for each tutorial; pairs name them by place, the better one first. */
const preparedSchema = z.object({
  features: z.array(features),
  train: z.array(pair),
  heldOut: z.array(z.object({ rater: z.string(), pairs: z.array(pair) })),
});
const stateSchema = z.object({ iteration: z.int(), weights: z.array(z.number()), squares: z.array(z.number()) });
const weightsSchema = z.object({ weights: features });

const files = { prepared: 'judgements.json', checkpoint: 'checkpoint.json', trained: 'weights.json', model: 'ranker.json' } as const;
/** Passes between two checkpoints. */
const checkpointEvery = 50;

const inWork = (place: RunPlace, name: string): string => path.join(/* turbopackIgnore: true */ place.work, name);

async function readPrepared(place: RunPlace): Promise<Judgements> {
  const stored = preparedSchema.parse(JSON.parse(await readFile(inWork(place, files.prepared), 'utf8')));
  const told = ([better, worse]: z.output<typeof pair>) => ({ better: stored.features[better], worse: stored.features[worse] });
  return {
    train: stored.train.map(told),
    heldOut: stored.heldOut.map(({ rater, pairs }) => ({ rater, preferences: pairs.map(told) })),
  };
}

function packed({ train, heldOut }: Judgements): z.input<typeof preparedSchema> {
  const places = new Map<NamedFeatures, number>();
  const place = (one: NamedFeatures): number => {
    if (!places.has(one)) places.set(one, places.size);
    return places.get(one)!;
  };
  const pairOf = ({ better, worse }: Preference): [number, number] => [place(better), place(worse)];
  return {
    train: train.map(pairOf),
    heldOut: heldOut.map(({ rater, preferences }) => ({ rater, pairs: preferences.map(pairOf) })),
    features: [...places.keys()],
  };
}

async function replaceJson(file: string, value: unknown): Promise<void> {
  await writeFile(`${file}.unfinished`, JSON.stringify(value));
  await rename(`${file}.unfinished`, file);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Which way of telling a tutorial serves: learned from what people rated, judged by people whose ratings it has not seen. */
export const tutorialRankerKind: Kind<typeof config, PairwiseModel & { readonly version: string }> = {
  name: 'tutorial-ranker',
  summary: 'Learns from everybody’s ratings which template and which examples serve.',
  config,
  data: 'rows',

  async prepare(_config, { ctx, place, seed }) {
    const { train, heldOut, raters } = judgementsOf(await readRatings(ctx), seed);
    const text = JSON.stringify(packed({ train, heldOut }));
    await writeFile(inWork(place, files.prepared), text);
    const held = heldOut.reduce((sum, { preferences }) => sum + preferences.length, 0);
    return {
      dataSha256: sha256(text),
      counts: { raters, 'pairs to learn from': train.length, 'pairs held out': held, 'people held out': heldOut.length },
      // About 20 features a pair, and 300 passes over them at some 50 million a second.
      estimate: { seconds: Math.ceil((train.length * 20 * 300) / 50e6), bytes: train.length * 20 * 16 },
    };
  },

  async train(told: Config, { place, signal, onMetric }) {
    const { train } = await readPrepared(place);
    const began = process.cpuUsage();
    const trainer = pairwiseTrainer(train, told);
    const saved = await readFile(inWork(place, files.checkpoint), 'utf8').catch(() => undefined);
    if (saved !== undefined) trainer.restore(stateSchema.parse(JSON.parse(saved)));
    while (trainer.state().iteration < told.iterations) {
      if (signal.aborted) {
        await replaceJson(inWork(place, files.checkpoint), trainer.state());
        signal.throwIfAborted();
      }
      const loss = trainer.step();
      const step = trainer.state().iteration;
      onMetric({ step, steps: told.iterations, values: { loss } });
      if (step % checkpointEvery === 0) await replaceJson(inWork(place, files.checkpoint), trainer.state());
      // Others get their turn between two passes.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { weights } = trainer.model();
    await replaceJson(inWork(place, files.trained), { weights });
    const { user, system } = process.cpuUsage(began);
    return { sha256: sha256(JSON.stringify(weights)), steps: told.iterations, cpuSeconds: (user + system) / 1e6 };
  },

  async export(told, { name, version, folder }, { ctx, place, seed }) {
    const { weights } = weightsSchema.parse(JSON.parse(await readFile(inWork(place, files.trained), 'utf8')));
    const strongest = Object.entries(weights)
      .sort(([, left], [, right]) => Math.abs(right) - Math.abs(left))
      .slice(0, 10)
      .map(([feature, weight]) => ({ feature, weight: Math.round(weight * 1000) / 1000 }));
    const bytes = (value: string) => new TextEncoder().encode(value);
    await writeModelFolder(
      folder,
      {
        [files.model]: bytes(`${JSON.stringify({ weights }, null, 2)}\n`),
        'README.md': bytes(rankerCard({ name, version, seed, ...told, strongest })),
      },
      { name, version, kind: 'ranker', createdAt: ctx.clock.now().toISOString(), metrics: { strongest } },
    );
  },

  async evaluate(folder, { place, seed }) {
    const { heldOut } = await readPrepared(place);
    const model = await openRanker(folder);
    const rows = heldOut.map(({ rater, preferences }) => ({ id: rater, value: pairwiseAccuracy(model, preferences) }));
    const values = rows.map(({ value }) => value);
    return {
      score: { name: 'share of pairs ordered rightly', higherIsBetter: true },
      rows,
      baseline: { name: 'tossing a coin', rows: rows.map(({ id }) => ({ id, value: 0.5 })) },
      metrics: { 'pairwise accuracy': bootstrapMean(values, createRng(seed).fork('interval'), { resamples: 2000 }) },
    };
  },

  async serve(folder) {
    const { version } = await readManifest(folder);
    const model = await openRanker(folder);
    return { answer: { ...model, version }, close: () => undefined };
  },
};

/** @throws LoamError `unprocessable` for a folder that is damaged, or another model's */
export async function openRanker(folder: string): Promise<PairwiseModel> {
  const manifest = await readManifest(folder);
  if (manifest.kind !== 'ranker') throw new LoamError('unprocessable', `${manifest.name} ${manifest.version} is no ranker.`);
  for (const name of Object.keys(manifest.files)) await readModelFile(folder, manifest, name);
  return weightsSchema.parse(JSON.parse((await readModelFile(folder, manifest, files.model)).toString('utf8')));
}
