// Collecting examples: how long one telling by the writer takes with its points, how long fifty examples with the default ensemble, what
// becomes of them by voice, and how quick another route stays meanwhile. `--fast` leaves the built server out.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AutoTrainResult } from '@/lib/features/automation';
import { storyVoice } from '@/lib/features/automation/server/voices/story-voice';
import { inference } from '@/lib/features/models/server';
import { findStoryWriter, loadPrompts, scoreText, shippedScorer } from '@/lib/features/stories/server';
import { genres } from '@/lib/vocabulary/genres';
import { storyStyles } from '@/lib/vocabulary/stories';
import { ensureBuilt } from '../bin/launch/build.mjs';
import { serveBuild, withDataFolder } from '../bin/testing/serve-build';
import { hammer } from './harness/hammer';
import { summarise } from './harness/measure';
import { report, type BenchGoal } from './harness/report';

const fast = process.argv.includes('--fast');
const [oneGoal, fiftyGoal, routeGoal] = [0.6, 60, 25];
const tellings = fast ? 8 : 24;
const examples = 50;

interface Told {
  readonly voice: string;
  readonly seconds: number;
  readonly score: number;
  readonly words: number;
}

async function timeVoices(): Promise<Told[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-bench-'));
  try {
    const writer = await findStoryWriter('writer', dataDir);
    const scorer = await shippedScorer(dataDir);
    const voices = [
      storyVoice('composer'),
      ...(writer ? [storyVoice('writer', { ...writer.manifest, client: inference(dataDir).role(writer.manifest.name, writer) })] : []),
    ];
    const told: Told[] = [];
    for (const voice of voices) {
      for (let i = -1; i < tellings; i++) {
        const genre = genres[(i + 8) % genres.length];
        const prompt = loadPrompts()[genre][Math.max(0, i) % 10];
        const began = performance.now();
        const text = await voice.tell({
          prompt,
          genre,
          style: storyStyles[Math.max(0, i) % storyStyles.length],
          seed: 100 + i,
          variant: 0,
        });
        if (!text) continue;
        const { score, words } = await scoreText(scorer, { text: text.text, genre, prompt });
        // The first loads the models.
        if (i >= 0) told.push({ voice: voice.voice, seconds: (performance.now() - began) / 1000, score, words });
      }
    }
    return told;
  } finally {
    inference(dataDir).close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Collected {
  readonly seconds: number;
  readonly result: AutoTrainResult;
  readonly p99: number;
}

async function collect(): Promise<Collected> {
  await ensureBuilt();
  let collected: Collected | undefined;
  await withDataFolder(async (dataDir) => {
    const server = await serveBuild({ dataDir, env: { TRUSTED_PROXIES: '127.0.0.1', AUTO_FINETUNE: 'off' } });
    let sent = 0;
    const headers = () => ({ 'x-forwarded-for': `10.0.${(sent >> 16) & 255}.${(sent++ >> 8) & 255}` });
    try {
      await server.call('POST', '/auto-train', { num_examples: 1, seed: 2 });
      const began = performance.now();
      const asked = server.call('POST', '/auto-train', { num_examples: examples, seed: 1 });
      const meanwhile = hammer(`${server.address}/health`, { connections: 1, milliseconds: 15_000, headers });
      const result = (await (await asked).json()) as AutoTrainResult;
      collected = { seconds: (performance.now() - began) / 1000, result, p99: (await meanwhile).p99 };
    } finally {
      await server.stop();
    }
  });
  return collected!;
}

const loadBefore = os.loadavg()[0];
const told = await timeVoices();
const collected = fast ? undefined : await collect();
const median = (values: readonly number[]): number => summarise(values).median;
const goals: BenchGoal[] = [];
const goal = (name: string, value: number, most: number): void =>
  void goals.push({ name, value: Math.round(value * 100) / 100, goal: `≤ ${most}`, met: value <= most });
const byWriter = told.filter(({ voice }) => voice === 'writer');
if (byWriter.length > 0)
  goal('seconds of one telling by the writer, scored, median', median(byWriter.map(({ seconds }) => seconds)), oneGoal);
if (collected) {
  goal(`seconds of ${examples} examples with all voices`, collected.seconds, fiftyGoal);
  goal('p99 of GET /health meanwhile, ms', collected.p99, routeGoal);
}
report({
  title: 'Auto-training: tellings by voice, and a collection',
  rows: ['composer', 'writer'].map((voice) => {
    const own = told.filter((each) => each.voice === voice);
    const figures = collected?.result.voices.find((each) => each.voice === voice);
    return {
      voice,
      'told of': `${own.length} of ${tellings}`,
      'seconds, median': own.length > 0 ? median(own.map(({ seconds }) => seconds)) : null,
      'words, median': own.length > 0 ? median(own.map(({ words }) => words)) : null,
      'points, median': own.length > 0 ? median(own.map(({ score }) => score)) : null,
      'success rate': figures?.success_rate ?? null,
      'high quality rate': figures?.high_quality_rate ?? null,
      'share of collected': figures?.share ?? null,
    };
  }),
  goals,
  notes: [`Load average before: ${loadBefore.toFixed(1)} on ${os.cpus().length} processors.`],
});
