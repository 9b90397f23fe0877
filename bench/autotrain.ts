// Collecting examples: how long one telling by the writer takes with its points, how long fifty examples with the default ensemble, what
// becomes of them by voice, how long the fine-tune on fifty takes to its verdict, and how quick another route stays during both. `--fast`
// leaves the built server out.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pause } from '@/lib/core/pause';
import type { AutoTrainResult, FineTune, OwnModels, TrainingStats } from '@/lib/features/automation';
import { storyVoice } from '@/lib/features/automation/server/voices/story-voice';
import { inference } from '@/lib/features/models/server';
import { findStoryWriter, loadPrompts, scoreText, shippedScorer } from '@/lib/features/stories/server';
import { genres } from '@/lib/vocabulary/genres';
import { storyStyles } from '@/lib/vocabulary/stories';
import { ensureBuilt } from '../bin/launch/build.mjs';
import { serveBuild, withDataFolder, type ServedBuild } from '../bin/testing/serve-build';
import { hammer } from './harness/hammer';
import { summarise } from './harness/measure';
import { report, type BenchGoal } from './harness/report';

const fast = process.argv.includes('--fast');
const [oneGoal, fiftyGoal, learnGoal, routeGoal] = [0.6, 60, 180, 25];
/** The goal is for tellings of so many words; plans and styles make some longer. */
const usualWords = 180;
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
  readonly learned: Learned;
}

interface Learned {
  readonly examples: number;
  /** From the wish to the verdict. */
  readonly seconds: number;
  /** From the verdict until both models have told their ten stories. */
  readonly tellingSeconds: number;
  readonly verdict: string;
  readonly p99: number;
}

const callsOfMany = () => {
  let sent = 0;
  return () => ({ 'x-forwarded-for': `10.0.${(sent >> 16) & 255}.${(sent++ >> 8) & 255}` });
};

/** Collects what is missing to fifty, and trains on it. */
async function learn(server: ServedBuild, headers: () => Record<string, string>): Promise<Learned> {
  const read = async <T>(url: string): Promise<T> => (await (await server.call('GET', url)).json()) as T;
  for (let round = 0; round < 5; round++) {
    const { weighted_examples, threshold } = await read<TrainingStats>('/training/stats');
    if (weighted_examples >= threshold) break;
    const num_examples = Math.ceil((threshold - weighted_examples) * 1.2);
    await server.call('POST', '/auto-train', { num_examples, seed: 100 + round });
  }
  const latest = async (): Promise<FineTune> => (await read<OwnModels>('/training/models')).fine_tunes[0];
  const until = async (isIt: (fineTune: FineTune) => boolean): Promise<FineTune> => {
    for (;;) {
      const fineTune = await latest();
      if (fineTune.error !== null) throw new Error(fineTune.error);
      if (isIt(fineTune)) return fineTune;
      await pause(500);
    }
  };
  const began = performance.now();
  const asked = await server.call('POST', '/training/finetune', { source: 'all' });
  if (!asked.ok) throw new Error(await asked.text());
  await until(({ phase }) => phase === 'training');
  const meanwhile = await hammer(`${server.address}/health`, { connections: 1, milliseconds: 15_000, headers });
  const { examples: learnedFrom, verdict } = await until((fineTune) => fineTune.verdict !== null);
  const seconds = (performance.now() - began) / 1000;
  await until(({ finished_at }) => finished_at !== null);
  const tellingSeconds = (performance.now() - began) / 1000 - seconds;
  return { examples: learnedFrom, seconds, tellingSeconds, verdict: verdict ?? '', p99: meanwhile.p99 };
}

async function collect(): Promise<Collected> {
  await ensureBuilt();
  let collected: Collected | undefined;
  await withDataFolder(async (dataDir) => {
    const server = await serveBuild({ dataDir, env: { TRUSTED_PROXIES: '127.0.0.1', AUTO_FINETUNE: 'off' } });
    const headers = callsOfMany();
    try {
      await server.call('POST', '/auto-train', { num_examples: 1, seed: 2 });
      const began = performance.now();
      const asked = server.call('POST', '/auto-train', { num_examples: examples, seed: 1 });
      const meanwhile = hammer(`${server.address}/health`, { connections: 1, milliseconds: 15_000, headers });
      const result = (await (await asked).json()) as AutoTrainResult;
      const seconds = (performance.now() - began) / 1000;
      const { p99 } = await meanwhile;
      collected = { seconds, result, p99, learned: await learn(server, headers) };
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
  goal(
    `seconds of one telling by the writer, scored, by ${usualWords} words, median`,
    median(byWriter.map(({ seconds, words }) => (seconds * usualWords) / words)),
    oneGoal,
  );
if (collected) {
  goal(`seconds of ${examples} examples with all voices`, collected.seconds, fiftyGoal);
  goal('p99 of GET /health meanwhile, ms', collected.p99, routeGoal);
  goal(`seconds from the wish to the verdict of a fine-tune on ${collected.learned.examples}`, collected.learned.seconds, learnGoal);
  goal('p99 of GET /health while it learns, ms', collected.learned.p99, routeGoal);
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
  notes: [
    `Load average before: ${loadBefore.toFixed(1)} on ${os.cpus().length} processors.`,
    ...(collected
      ? [`${collected.learned.verdict}. Both models told ten stories in ${collected.learned.tellingSeconds.toFixed(0)} s after it.`]
      : []),
  ],
});
