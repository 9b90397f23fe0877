import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { publishApp, withdrawApp, type AppSettings } from '@/lib/core/app';
import { createRng } from '@/lib/core/rng';
import { curriculumIndex } from '@/lib/features/retrieval/server/curriculum-index';
import { loadEvaluationSets, type LearnerQuestions } from '@/lib/features/retrieval/server/evaluation-sets';
import { rank, retrieveConcepts } from '@/lib/features/retrieval/server/retrieve-concepts';
import { bootstrapStatistic, recallAt, reciprocalRankAt } from '@/lib/ml/eval';
import { report, type BenchResult } from './harness/report';

/** What one question came to. */
interface Asked {
  /** The first of its answers; questions on one concept rise and fall together. */
  readonly concept: string;
  readonly values: Readonly<Record<Metric, number>>;
}

const metrics = ['answered@1', 'answered@3', 'recall@1', 'recall@3', 'mrr@10', 'refused'] as const;
type Metric = (typeof metrics)[number];

const topicsGoal = 24;

/** Today's retrieval on the learners' questions, on the topics that have lessons, and on those that have none. */
export async function bench({ resamples = 2000 }: { readonly resamples?: number } = {}): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'loam-retrieval-'));
  const noDatabase = (): never => {
    throw new Error('retrieval is measured without a database');
  };
  publishApp({
    createContext: noDatabase,
    operations: [],
    jobDefinitions: [],
    storage: { backup: noDatabase, restore: noDatabase },
    settings: settingsIn(folder),
  });
  try {
    const { questions, topics } = await loadEvaluationSets();
    const halves = { tune: await askAll(questions.tune), test: await askAll(questions.test) };
    const wanted = await Promise.all(
      topics.wanted.map(async ({ topic, concepts }) => {
        const found = (await retrieveConcepts(topic)).concepts.map(({ id }) => id);
        return { topic, found, missing: concepts.filter((id) => !found.includes(id)), some: concepts.some((id) => found.includes(id)) };
      }),
    );
    const answered = await Promise.all(
      topics.refused.map(async (topic) => ({ topic, found: (await retrieveConcepts(topic)).concepts.map(({ id }) => id) })),
    );
    const [missed, accepted] = [wanted.filter(({ missing }) => missing.length > 0), answered.filter(({ found }) => found.length > 0)];
    const [led, refused] = [wanted.length - missed.length, answered.length - accepted.length];
    return {
      title: `Retrieval of concepts: ${questions.tune.length + questions.test.length} learners' questions, ${wanted.length} topics, ${answered.length} topics to refuse`,
      rows: Object.entries({ 'all questions': [...halves.tune, ...halves.test], ...halves }).map(([name, asked]) => ({
        case: name,
        questions: asked.length,
        ...measured(asked, resamples),
      })),
      goals: [
        {
          name: 'topics that lead to all concepts wanted',
          value: led,
          goal: `≥ ${topicsGoal} of ${wanted.length}`,
          met: led >= topicsGoal,
        },
        {
          name: 'topics without lessons that are refused',
          value: refused,
          goal: `= ${answered.length}`,
          met: refused === answered.length,
        },
      ],
      notes: [
        'answered@k: share of questions with at least one answer among the first k; recall@k: mean share of the answers among the first k. ' +
          'Both, and mrr@10, rank all concepts; refused: share of questions for which retrieval finds nothing at all.',
        `Intervals: 95 %, ${resamples} bootstrap resamples of concepts with all their questions.`,
        `Topics that lead to at least one concept wanted: ${wanted.filter(({ some }) => some).length}; refused: ${wanted.filter(({ found }) => found.length === 0).length}.`,
        ...missed.map(
          ({ topic, missing, found }) => `Missed for “${topic}”: ${missing.join(', ')}; found ${found.join(', ') || 'nothing'}.`,
        ),
        ...accepted.map(({ topic, found }) => `Not refused: “${topic}”, found ${found.join(', ')}.`),
      ],
    };
  } finally {
    withdrawApp();
    await rm(folder, { recursive: true });
  }
}

async function askAll(questions: LearnerQuestions['tune']): Promise<Asked[]> {
  const index = await curriculumIndex();
  return Promise.all(
    questions.map(async ({ question, concepts }) => {
      const ranking = rank(question, index).flatMap(({ id, score }) => (score > 0 ? [id] : []));
      const answers = new Map(concepts.map((id) => [id, 1]));
      const { concepts: found } = await retrieveConcepts(question);
      return {
        concept: concepts[0],
        values: {
          'answered@1': Math.ceil(recallAt(ranking, answers, 1)),
          'answered@3': Math.ceil(recallAt(ranking, answers, 3)),
          'recall@1': recallAt(ranking, answers, 1),
          'recall@3': recallAt(ranking, answers, 3),
          'mrr@10': reciprocalRankAt(ranking, answers, 10),
          refused: found.length === 0 ? 1 : 0,
        },
      };
    }),
  );
}

/** Each metric's mean over questions with its bounds, as columns. */
function measured(asked: readonly Asked[], resamples: number): Record<string, number> {
  const byConcept = [...new Set(asked.map(({ concept }) => concept))].map((concept) => asked.filter((one) => one.concept === concept));
  const columns = metrics.map((metric) => {
    const mean = (groups: readonly Asked[][]): number => {
      const values = groups.flat().map((one) => one.values[metric]);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const { value, low, high } = bootstrapStatistic(byConcept, mean, createRng(20), { resamples });
    return { [metric]: value, [`${metric} low`]: low, [`${metric} high`]: high };
  });
  return Object.assign({}, ...columns) as Record<string, number>;
}

/** Settings for a process without a server: only the folder is used. */
function settingsIn(dataDir: string): AppSettings {
  return {
    dataDir,
    address: 'http://localhost',
    localOnly: true,
    localToken: '',
    sessionSecret: '',
    isTrustedProxy: () => false,
    fixed: {},
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) report(await bench());
