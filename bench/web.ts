// The built server from outside: a trivial route, and tutorials whose code was run before and was not.
import os from 'node:os';
import { ensureBuilt } from '../bin/launch/build.mjs';
import { serveBuild, withDataFolder, type ServedBuild } from '../bin/testing/serve-build';
import { hammer } from './harness/hammer';
import { summarise } from './harness/measure';
import { report, type BenchGoal } from './harness/report';

const topics = ['Python decorators', 'SQL joins', 'JavaScript promises'];
const warmRuns = 7;
const warmGoalMilliseconds = 2000;

interface Made {
  /** Milliseconds from the question to the whole answer. */
  readonly ms: number;
  /** What the tutorial's own record says of its stage `run`. */
  readonly runMs: number;
  readonly detail: string;
}

async function makeTutorial(server: ServedBuild, topic: string): Promise<Made> {
  const began = performance.now();
  const response = await server.call('POST', '/api/tutorials', { topic, minutes: 30, seed: 7 });
  const text = await response.text();
  const ms = performance.now() - began;
  if (response.status !== 201) throw new Error(`${topic}: ${response.status} ${text.slice(0, 500)}`);
  const { stages } = JSON.parse(text) as { stages: { name: string; milliseconds: number; detail: string }[] };
  const { milliseconds, detail } = stages.find(({ name }) => name === 'run')!;
  return { ms, runMs: milliseconds, detail };
}

await ensureBuilt();
await withDataFolder(async (dataDir) => {
  const server = await serveBuild({ dataDir, env: { TRUSTED_PROXIES: '127.0.0.1' } });
  try {
    const rows: Record<string, string | number | null>[] = [];
    let sent = 0;
    // A caller may ask 600 times a minute; these requests pass for those of many callers behind a proxy.
    const headers = () => ({ 'x-forwarded-for': `10.0.${(sent >> 16) & 255}.${(sent++ >> 8) & 255}` });
    const loadBefore = os.loadavg()[0];
    for (const connections of [1, 20]) {
      await hammer(`${server.address}/health`, { connections, milliseconds: 1000, headers });
      const { perSecond, p50, p99, failed } = await hammer(`${server.address}/health`, { connections, milliseconds: 5000, headers });
      if (failed > 0) throw new Error(`${failed} of the requests to /health failed`);
      rows.push({
        what: `GET /health, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
        'requests/s': perSecond,
        'p50 ms': p50,
        'p99 ms': p99,
      });
    }
    const warm: number[] = [];
    const fresh: number[] = [];
    for (const topic of topics) {
      const first = await makeTutorial(server, topic);
      fresh.push(first.ms);
      rows.push({ what: `${topic}, fresh: ${first.detail}`, 'p50 ms': first.ms, 'of it code ms': first.runMs });
      const again: Made[] = [];
      for (let n = 0; n < warmRuns; n++) again.push(await makeTutorial(server, topic));
      warm.push(...again.map(({ ms }) => ms));
      const { median, p95 } = summarise(again.map(({ ms }) => ms));
      const code = summarise(again.map(({ runMs }) => runMs)).median;
      rows.push({ what: `${topic}, warm: ${again[0].detail}`, 'p50 ms': median, 'p95 ms': p95, 'of it code ms': code });
    }
    const { median, p95 } = summarise(warm);
    const goals: BenchGoal[] = [
      {
        name: 'a tutorial whose blocks were run before, median ms',
        value: median,
        goal: `≤ ${warmGoalMilliseconds}`,
        met: median <= warmGoalMilliseconds,
      },
      { name: 'the same, 95th percentile ms', value: p95, goal: `≤ ${warmGoalMilliseconds}`, met: p95 <= warmGoalMilliseconds },
    ];
    const notes = [
      `Fresh blocks: ${summarise(fresh).median.toFixed(0)} ms in the median of ${topics.length} topics; the first of each language also starts its interpreter.`,
      `Ready ${server.readySeconds.toFixed(1)} s after its start. Load of the machine ${loadBefore.toFixed(1)} before, ${os.loadavg()[0].toFixed(1)} after (${os.availableParallelism()} cores).`,
    ];
    report({ title: 'The built server', rows, goals, notes });
  } finally {
    await server.stop();
  }
});
