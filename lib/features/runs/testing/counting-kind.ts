import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { pause } from '@/lib/core/pause';
import { createRng, hashSeed } from '@/lib/core/rng';
import { bootstrapMean } from '@/lib/ml/eval';
import { readManifest, readModelFile, writeModelFolder } from '@/lib/processes/inference/client';
import type { Kind, RunPlace } from '../kind';

const config = z.object({
  steps: z.coerce.number().int().min(1).default(20),
  milliseconds: z.coerce.number().min(0).default(1).describe('Of each step'),
  quality: z.coerce.number().default(1).describe('How good the model becomes'),
  breaksAt: z.coerce.number().int().optional().describe('A step with a defect'),
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const inWork = (place: RunPlace, name: string): string => path.join(place.work, name);
const stateSchema = z.object({ step: z.int(), hash: z.string() });

/**
 * A kind that learns nothing: it counts, and says that the outcome is as good as it was told. Its weights are a chain of hashes,
 * so that a step that was left out or done twice shows.
 */
export const countingKind: Kind<typeof config, { readonly quality: number }> = {
  name: 'writer',
  summary: 'Counts.',
  config,
  data: 'text',
  parents: true,

  async prepare(_config, { place, seed }) {
    const text = await readFile(path.join(place.input, 'text.txt'), 'utf8');
    const rows = text.split('\n').filter(Boolean);
    await writeFile(inWork(place, 'rows.json'), JSON.stringify(rows));
    return { dataSha256: sha256(`${seed} ${text}`), counts: { lines: rows.length }, estimate: { seconds: 1, bytes: 1000 } };
  },

  async train({ steps, milliseconds, breaksAt }, { place, seed, signal, onMetric, onSample, log }) {
    const began = process.cpuUsage();
    const saved = await readFile(inWork(place, 'state.json'), 'utf8').catch(() => undefined);
    let state = saved === undefined ? { step: 0, hash: sha256(String(seed)) } : stateSchema.parse(JSON.parse(saved));
    if (saved !== undefined) log(`going on from step ${state.step}`);
    const save = async () => {
      await writeFile(inWork(place, 'state.json.unfinished'), JSON.stringify(state));
      await rename(inWork(place, 'state.json.unfinished'), inWork(place, 'state.json'));
    };
    while (state.step < steps) {
      if (signal.aborted) await save();
      signal.throwIfAborted();
      state = { step: state.step + 1, hash: sha256(`${state.hash} ${state.step}`) };
      if (state.step === breaksAt) throw new Error('a planted defect');
      onMetric({ step: state.step, steps, values: { loss: 1 / state.step, learningRate: NaN }, secondsLeft: steps - state.step });
      if (state.step % 5 === 0) {
        onSample({ step: state.step, text: state.hash });
        await save();
      }
      await pause(milliseconds, signal);
    }
    const { user, system } = process.cpuUsage(began);
    await writeFile(inWork(place, 'trained.json'), JSON.stringify(state));
    return { sha256: state.hash, steps, cpuSeconds: (user + system) / 1e6 };
  },

  async export({ quality }, { name, version, folder }, { ctx, place }) {
    const { hash } = stateSchema.parse(JSON.parse(await readFile(inWork(place, 'trained.json'), 'utf8')));
    const bytes = (value: string) => new TextEncoder().encode(value);
    const files = { 'model.json': bytes(JSON.stringify({ quality, hash })), 'README.md': bytes(`# ${name} ${version}\n`) };
    await writeModelFolder(folder, files, { name, version, kind: 'decoder', createdAt: ctx.clock.now().toISOString() });
  },

  async evaluate(folder, { place, seed }) {
    const { quality } = await open(folder);
    const ids = z.array(z.string()).parse(JSON.parse(await readFile(inWork(place, 'rows.json'), 'utf8')));
    // The same noise for every model, and some of its own: rows are harder or easier.
    const rows = ids.map((id) => ({
      id,
      value: quality + createRng(hashSeed(id)).normal() + 0.1 * createRng(hashSeed(`${id} ${quality}`)).normal(),
    }));
    const values = rows.map(({ value }) => value);
    return {
      score: { name: 'quality', higherIsBetter: true },
      rows,
      baseline: { name: 'nothing', rows: rows.map(({ id }) => ({ id, value: createRng(hashSeed(id)).normal() })) },
      metrics: { quality: bootstrapMean(values, createRng(seed)) },
    };
  },

  async serve(folder) {
    return { answer: await open(folder), close: () => undefined };
  },
};

async function open(folder: string): Promise<{ quality: number }> {
  const manifest = await readManifest(folder);
  for (const name of Object.keys(manifest.files)) await readModelFile(folder, manifest, name);
  return z.object({ quality: z.number() }).parse(JSON.parse((await readModelFile(folder, manifest, 'model.json')).toString('utf8')));
}
