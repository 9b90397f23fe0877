// Tutorials from outside, in the built server: how long plans and tutorials take, and whether topics lead to the concepts they should.
import os from 'node:os';
import { loadEvaluationSets } from '@/lib/features/retrieval/server/evaluation-sets';
import { ensureBuilt } from '../bin/launch/build.mjs';
import { serveBuild, withDataFolder, type ServedBuild } from '../bin/testing/serve-build';
import { summarise } from './harness/measure';
import { report } from './harness/report';

const topicsGoal = 24;
const minutes = 60;
const warmGoalMilliseconds = 2000;
const timedTopics = 5;

interface Answer {
  readonly status: number;
  readonly milliseconds: number;
  readonly body: { readonly steps?: readonly { conceptId: string | null }[]; readonly error?: { code: string } };
}

async function ask(server: ServedBuild, url: string, body: object): Promise<Answer> {
  const began = performance.now();
  const response = await server.call('POST', url, body);
  const answer = (await response.json()) as Answer['body'];
  return { status: response.status, milliseconds: performance.now() - began, body: answer };
}

const row = (name: string, answers: readonly Answer[]) => {
  const { median, p95, min, runs } = summarise(answers.map(({ milliseconds }) => milliseconds));
  return { case: name, 'median ms': median, 'p95 ms': p95, 'min ms': min, runs };
};

const { topics } = await loadEvaluationSets();
const loadBefore = os.loadavg()[0];
await ensureBuilt();
await withDataFolder(async (dataDir) => {
  const server = await serveBuild({ dataDir });
  try {
    const wish = (topic: string) => ({ topic, minutes, seed: 1, documents: false });
    await ask(server, '/api/tutorials/outlines', wish(topics.wanted[0].topic));
    const plans: Answer[] = [];
    const missed: string[] = [];
    for (const { topic, concepts } of topics.wanted) {
      const plan = await ask(server, '/api/tutorials/outlines', wish(topic));
      plans.push(plan);
      const planned = new Set((plan.body.steps ?? []).map(({ conceptId }) => conceptId));
      const missing = concepts.filter((id) => !planned.has(id));
      if (missing.length > 0) missed.push(`Missed for “${topic}”: ${missing.join(', ')}${plan.status === 200 ? '' : ` (${plan.status})`}.`);
    }
    const refusals = [];
    for (const topic of topics.refused) refusals.push({ topic, ...(await ask(server, '/api/tutorials', wish(topic))) });
    const accepted = refusals.filter(({ status, body }) => status !== 422 || body.error?.code !== 'no_material');
    const timed = topics.wanted.filter((_, index) => plans[index].status === 200).slice(0, timedTopics);
    const fresh: Answer[] = [];
    const warm: Answer[] = [];
    for (const { topic } of timed) {
      fresh.push(await ask(server, '/api/tutorials', wish(topic)));
      warm.push(await ask(server, '/api/tutorials', wish(topic)));
    }
    const led = topics.wanted.length - missed.length;
    const warmMedian = summarise(warm.map(({ milliseconds }) => milliseconds)).median;
    report({
      title: `Tutorials of ${minutes} minutes: ${topics.wanted.length} topics, ${topics.refused.length} to refuse`,
      rows: [row('a plan', plans), row('a tutorial, code not run before', fresh), row('a tutorial, code run before', warm)],
      goals: [
        {
          name: 'topics whose tutorial contains all concepts wanted',
          value: led,
          goal: `≥ ${topicsGoal} of ${topics.wanted.length}`,
          met: led >= topicsGoal,
        },
        {
          name: 'topics without lessons answered with 422',
          value: refusals.length - accepted.length,
          goal: `= ${refusals.length}`,
          met: accepted.length === 0,
        },
        {
          name: 'median ms of a tutorial whose code was run before',
          value: Math.round(warmMedian),
          goal: `≤ ${warmGoalMilliseconds}`,
          met: warmMedian <= warmGoalMilliseconds,
        },
      ],
      notes: [
        'A plan’s steps are those of the tutorial that is made from it.',
        ...missed,
        ...accepted.map(({ topic, status }) => `Not refused: “${topic}” (${status}).`),
        `Load of the machine ${loadBefore.toFixed(1)} before, ${os.loadavg()[0].toFixed(1)} after (${os.availableParallelism()} cores).`,
      ],
    });
  } finally {
    await server.stop();
  }
});
