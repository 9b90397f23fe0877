import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { Clock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { createInference, type ModelClient } from '@/lib/processes/inference/client';
import type { MeasuredModel } from '../schemas';
import { installedModel, type FoundModel } from './model-folders';
import { requireVisible } from './registry/rows';

/** Memory and times of a model, measured now in a process of its own, so that what is loaded already counts for nothing. */
export async function measureModel(ctx: Ctx, { name }: { name: string }): Promise<MeasuredModel> {
  await requireVisible(ctx, name);
  return measureFound(await installedModel(name, currentApp<Ctx>().settings.dataDir), ctx.clock, ctx.signal);
}

const prompt = 'The old man said that the boat was back.';
const sentence = 'A short sentence of usual length, such as people write when they ask for something.';
const runs = 5;

export async function measureFound({ folder, manifest }: FoundModel, clock: Clock, signal?: AbortSignal): Promise<MeasuredModel> {
  if (manifest.kind === 'quality' || manifest.kind === 'ranker') {
    throw new LoamError('unprocessable', 'This model works inside the server and needs no process of its own: measure the writer or the embedder.');
  }
  const inference = createInference();
  try {
    const client = inference.role(manifest.name, { folder });
    const began = clock.monotonic();
    const tasks = manifest.kind === 'encoder' ? encoderTasks(client, signal) : writerTasks(client, signal, manifest.runtime === 'loam');
    await tasks[0].run();
    const loadMilliseconds = Math.round(clock.monotonic() - began);
    const latencies: MeasuredModel['latencies'] = [];
    for (const { task, run } of tasks) {
      const times: number[] = [];
      for (let i = 0; i < runs; i++) {
        const start = clock.monotonic();
        await run();
        times.push(clock.monotonic() - start);
      }
      latencies.push({ task, milliseconds: Math.round(times.sort((a, b) => a - b)[Math.floor(runs / 2)] * 10) / 10, runs });
    }
    const bytes = inference.loaded().find(({ role }) => role === manifest.name)?.bytes ?? 0;
    return { model: manifest.name, version: manifest.version, loadMilliseconds, bytes, latencies };
  } finally {
    inference.close();
  }
}

interface Task {
  readonly task: string;
  run(): Promise<unknown>;
}

function writerTasks(client: ModelClient, signal: AbortSignal | undefined, scores: boolean): Task[] {
  const write = (maxTokens: number) => () => client.generate({ prompt, maxTokens, seed: 1 }, undefined, { signal });
  return [
    { task: 'First token after nine words', run: write(1) },
    { task: '50 tokens after nine words', run: write(50) },
    ...(scores ? [{ task: 'Likelihood of 200 words', run: () => client.score([Array.from({ length: 22 }, () => prompt).join(' ')], { signal }) }] : []),
  ];
}

function encoderTasks(client: ModelClient, signal?: AbortSignal): Task[] {
  return [
    { task: 'One sentence', run: () => client.embed([sentence], { signal }) },
    { task: '32 sentences', run: () => client.embed(Array.from({ length: 32 }, (_, i) => `${sentence} ${i}`), { signal }) },
  ];
}
