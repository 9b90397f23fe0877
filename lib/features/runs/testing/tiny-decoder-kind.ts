import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { readManifest, writeModelFolder } from '@/lib/processes/inference/client';
import { startTraining } from '@/lib/processes/trainer/client';
import type { Kind } from '../kind';
import { countingKind } from './counting-kind';

const sizes = { vocabulary: 64, width: 64, layers: 2, heads: 2, keyValueHeads: 2, feedForward: 128, context: 32 };

/** The counting kind, but its steps are those of a small decoder in a trainer process, with a checkpoint after nearly each. */
export const tinyDecoderKind: Kind<typeof countingKind.config> = {
  ...countingKind,
  async prepare(config, surroundings) {
    const rng = createRng(surroundings.seed);
    const tokens = new Int32Array(50_000);
    for (let i = 1; i < tokens.length; i++) tokens[i] = rng.next() < 0.9 ? (tokens[i - 1] * 5 + 3) % 64 : rng.int(64);
    await writeFile(path.join(surroundings.place.work, 'tokens'), new Uint8Array(tokens.buffer));
    return countingKind.prepare(config, surroundings);
  },
  async train({ steps }, { place, seed, signal, onMetric }) {
    const out = path.join(place.work, 'trainer');
    await mkdir(out, { recursive: true });
    const training = await startTraining(
      {
        network: { kind: 'decoder', config: { ...sizes, ropeBase: 10_000, epsilon: 1e-5 } },
        data: { kind: 'windows', train: path.join(place.work, 'tokens'), time: 32 },
        batch: 4,
        steps,
        schedule: { shape: 'cosine', peak: 3e-3, warmup: 5 },
        seed,
        checkpointSeconds: 0.05,
        threads: 1,
        out,
      },
      (event) => {
        if (event.event === 'step') onMetric({ step: event.step, steps, values: { loss: event.loss }, secondsLeft: event.secondsLeft });
        if (event.event === 'checkpoint') onMetric({ step: event.step, steps, values: {} });
      },
      { signal, idle: false },
    );
    const end = await training.ended;
    signal.throwIfAborted();
    if (end.event !== 'done') throw new Error('the trainer stopped by itself');
    await copyFile(end.weights, path.join(place.work, 'weights.safetensors'));
    await writeFile(path.join(place.work, 'trained.json'), JSON.stringify({ step: end.step, hash: end.sha256 }));
    return { sha256: end.sha256, steps: end.step, cpuSeconds: end.seconds };
  },
  async export(config, about, surroundings) {
    await countingKind.export(config, about, surroundings);
    const { metrics: _metrics, files, ...manifest } = await readManifest(about.folder);
    const names = Object.keys(files);
    const read = async (name: string) => [name, await readFile(path.join(about.folder, name))] as const;
    const contents = Object.fromEntries(await Promise.all(names.map(read)));
    const weights = await readFile(path.join(surroundings.place.work, 'weights.safetensors'));
    await writeModelFolder(about.folder, { ...contents, 'model.safetensors': weights }, manifest);
  },
};
