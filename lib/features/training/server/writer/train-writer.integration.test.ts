import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import { readManifest } from '@/lib/processes/inference/client';
import { trainWriterInput, writeTextInput } from '@/lib/features/models';
import { inference, writeText } from '@/lib/features/models/server';
import { trainWriter } from './train-writer';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-writer-'));
});
afterAll(async () => {
  inference(path.join(root, 'data')).close();
  await rm(root, { recursive: true, force: true });
});

/**
 * A text in which the word after the next is what tells: "the red fox … red", so that one token of context does not suffice and a
 * model that looks further back wins.
 */
async function writeStory(): Promise<string> {
  const rng = createRng(3);
  const [colours, beasts, doings] = [
    ['red', 'green', 'blue', 'white', 'black', 'brown'],
    ['fox', 'owl', 'hen', 'cat', 'dog', 'elk'],
    ['ran', 'sat', 'sang', 'hid', 'ate', 'slept'],
  ];
  const sentence = () => {
    const [colour, beast, doing] = [rng.pick(colours), rng.pick(beasts), rng.pick(doings)];
    return `The ${colour} ${beast} ${doing}, and when it ${doing} the ${beast} was ${colour}.`;
  };
  const file = path.join(root, 'story.txt');
  await writeFile(file, Array.from({ length: 400 }, () => `${sentence()} ${sentence()}`).join('\n\n'));
  return file;
}

const clock = fixedClock(new Date('2026-01-02T03:04:05Z'));

it(
  'trains, measures, exports and writes; the same seed makes the same model, and a stopped run goes on',
  { timeout: 180_000 },
  async () => {
    const input = trainWriterInput.parse({ model: 'writer', data: await writeStory(), epochs: 2, minutes: 0.1 });
    const dataDir = path.join(root, 'data');
    const trained = await trainWriter(input, { dataDir, clock, idle: false });

    expect(trained).toMatchObject({ model: 'writer', version: `2026-01-02-${trained.sha256.slice(0, 8)}` });
    expect(trained.metrics.difference.high).toBeLessThan(0);
    expect(trained.metrics.beatsBigram).toBe(true);
    expect(Math.abs(trained.metrics.int8Difference.value)).toBeLessThan(0.05);
    expect(trained.metrics.heldOutPassages).toBeGreaterThanOrEqual(10);
    const manifest = await readManifest(trained.folder);
    expect(Object.keys(manifest.files)).toEqual(
      expect.arrayContaining([
        'README.md',
        'config.json',
        'model.safetensors',
        'onnx/model.onnx',
        'onnx/model_quantized.onnx',
        'tokenizer.json',
      ]),
    );
    expect(await readFile(path.join(trained.folder, 'README.md'), 'utf8')).toContain(trained.sha256);
    expect(await readdir(path.join(dataDir, 'trainings'))).toEqual([]);

    const request = writeTextInput.parse({ model: `writer@${trained.version}`, prompt: 'The red fox', maxTokens: 20, seed: 4 });
    let streamed = '';
    const written = await writeText(request, { dataDir, clock, onText: (text) => (streamed += text) });
    expect(written.text).toBe(streamed);
    expect(written.text).toMatch(/ran|sat|sang|hid|ate|slept/);
    expect(await writeText(request, { dataDir, clock })).toMatchObject({ text: written.text, model: 'writer', seed: 4 });

    const out = path.join(root, 'other');
    const stop = new AbortController();
    const stopped = trainWriter(
      { ...input, out },
      {
        dataDir,
        clock,
        idle: false,
        signal: stop.signal,
        onProgress: (progress) => progress.phase === 'training' && progress.event.event === 'evaluation' && stop.abort(),
      },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('goes on from there') as string });
    const resumed: boolean[] = [];
    const again = await trainWriter(
      { ...input, out },
      {
        dataDir,
        clock,
        idle: false,
        onProgress: (progress) =>
          progress.phase === 'training' && progress.event.event === 'started' && resumed.push(progress.event.resumed),
      },
    );
    expect(resumed).toEqual([true]);
    expect(again).toMatchObject({ sha256: trained.sha256, folder: out, metrics: trained.metrics });

    await writeFile(path.join(root, 'note.txt'), '');
    await expect(trainWriter({ ...input, out: root }, { dataDir, clock })).rejects.toMatchObject({ code: 'conflict' });
  },
);
