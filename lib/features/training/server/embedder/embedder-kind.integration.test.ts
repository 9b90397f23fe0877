import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { RunPlace } from '@/lib/features/runs';
import { describeKind } from '@/lib/features/runs/testing/kind-contract';
import { writeTinyEncoder } from '@/lib/processes/inference/testing/tiny-models';
import { runPlace } from '../testing/run-place';
import { embedderKind } from './embedder-kind';

const manners = {
  usual: {
    syllables: ['ka', 'lo', 'mi', 'ru', 'te', 'so', 'vi', 'pa'],
    sentences: (tool: string) => [
      `The ${tool} must be washed with warm water before the work begins in the morning.`,
      `You can sharpen the ${tool} with a flat stone and a little oil.`,
      `A ${tool} is a tool that every potter keeps beside the wheel.`,
      `If you want to store the ${tool} for long, wrap it into a dry cloth.`,
    ],
  },
  changed: {
    syllables: ['BRO', 'GUX', 'DWE', 'NYF', 'HAZ', 'JOQ', 'CHU', 'FEB'],
    sentences: (star: string) => [
      `Astronomers first saw ${star} through a mirror of eleven metres on some winter night.`,
      `Nobody knows how far ${star} is from us, though many have tried to measure it.`,
      `When clouds of dust cross ${star}, its light turns red for several hours.`,
      `Sailors of the south call ${star} their lantern because it never sets.`,
    ],
  },
} as const;

/** Sections, each on a thing of its own, whose name stands in every sentence of it. */
function manual(manner: keyof typeof manners, sections: number, seed: number): string {
  const rng = createRng(seed);
  const { syllables, sentences } = manners[manner];
  const section = (): string => {
    const name = Array.from({ length: 3 }, () => rng.pick(syllables)).join('');
    return `# ${name}\n\n${sentences(name).join(' ')}`;
  };
  return Array.from({ length: sections }, section).join('\n\n');
}

/** Gives every question the answer to another one; a file is a count of texts a pair (2), then each text's length and tokens. */
async function shuffleAnswers({ work }: RunPlace): Promise<void> {
  for (const name of ['train.int32', 'validation.int32']) {
    const bytes = await readFile(path.join(work, name));
    const packed = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const pairs: [question: Int32Array, answer: Int32Array][] = [];
    const text = (at: number): Int32Array => packed.subarray(at, at + 1 + packed[at]);
    for (let at = 0; at < packed.length;) {
      const question = text(at + 1);
      const answer = text(at + 1 + question.length);
      pairs.push([question, answer]);
      at += 1 + question.length + answer.length;
    }
    const answers = createRng(4).shuffle(pairs.map(([, answer]) => answer));
    const mixed = Int32Array.from(pairs.flatMap(([question], i) => [2, ...question, ...answers[i]]));
    await writeFile(path.join(work, name), new Uint8Array(mixed.buffer));
  }
}

describeKind({
  kind: embedderKind,
  config: { epochs: 6, learningRate: 5e-3 },
  give: (data) => {
    const manner = data === 'changed' ? 'changed' : 'usual';
    return Promise.resolve({ 'text.txt': manual(manner, 60, 2), 'general.txt': manual(manner, 8, 3) });
  },
  shuffleLabels: shuffleAnswers,
  parent: async (models) => {
    const words = `${manual('usual', 4, 5)} ${manual('changed', 4, 5)}`;
    await writeTinyEncoder(path.join(models, 'tiny-encoder', '1'), { context: 48, words });
    return 'tiny-encoder@1';
  },
  ask: async (served) => expect(await served.embed(['the kiln'])).toHaveLength(1),
});

it('refuses a text that is too short', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'loam-embedder-'));
  const folder = path.join(root, 'tiny');
  await writeTinyEncoder(folder);
  const parent = { name: 'tiny-encoder', version: '1', folder };
  const short = await runPlace(root, { 'text.txt': manual('usual', 8, 2) }, { parent });
  await expect(embedderKind.prepare(embedderKind.config.parse({}), short)).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringContaining('longer text') as string,
  });
  await rm(root, { recursive: true });
});
